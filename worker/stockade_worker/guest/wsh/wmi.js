(function (stage) {
  "use strict";
  // WMI: `winmgmts:` and WbemScripting.SWbemLocator. Queries are read simply: SELECT … FROM class, and a WHERE of
  // comparisons with AND and OR; what else there is, is passed over.

  const { com, arrays } = stage.parts;

  const NOT_FOUND = [0x80041002, "Not found "];
  const INVALID_CLASS = [0x80041010, "Invalid class "];
  const MAX_QUERY = 8192;
  const MAX_CONDITIONS = 64;
  const HIVES = { 2147483648: "HKCR", 2147483649: "HKCU", 2147483650: "HKLM", 2147483651: "HKU" };

  // ---- what there is: rows by class

  const two = (number) => String(number).padStart(2, "0");

  // CIM_DATETIME
  function dateText(ms) {
    const date = new Date(ms);
    const day = `${date.getUTCFullYear()}${two(date.getUTCMonth() + 1)}${two(date.getUTCDate())}`;
    return `${day}${two(date.getUTCHours())}${two(date.getUTCMinutes())}${two(date.getUTCSeconds())}.500000+000`;
  }

  const STARTED_BY_USER = /^(explorer|chrome|outlook|winword|excel|teams|onedrive|spotify|acrord32|wscript)/i;
  const processPath = (name) => (/^(system|registry|secure system)$/i.test(name) ? null : `C:\\Windows\\System32\\${name}`);

  function processes() {
    const { profile } = stage;
    const own = stage.parts.shell.started.map((path) => path.replace(/^.*[\\/]/s, ""));
    const names = [...profile.processes.map(String), "wscript.exe", ...own];
    return names.map((name, index) => ({
      Caption: name, CommandLine: name === "wscript.exe" ? `"C:\\Windows\\System32\\wscript.exe" "${profile.script_folder}\\${profile.script_name}"` : processPath(name),
      CreationDate: dateText(profile.boot_ms + index * 1500), Description: name, ExecutablePath: processPath(name), Handle: String(index * 52 + 4),
      Name: name, ParentProcessId: index === 0 ? 0 : 4, ProcessId: index * 52 + 4, SessionId: STARTED_BY_USER.test(name) ? 1 : 0,
      ThreadCount: 8 + (index % 20), WorkingSetSize: String(4_000_000 + index * 811_008),
    }));
  }

  const ROWS = {
    Win32_OperatingSystem: ({ os_version, computer, memory_gb, full_name, install_date_ms, boot_ms }) => [{
      BootDevice: "\\Device\\HarddiskVolume1", BuildNumber: os_version.split(".")[2], Caption: "Microsoft Windows 10 Pro", CodeSet: "1252", CountryCode: "44",
      CSName: computer, FreePhysicalMemory: String(memory_gb * 400_000), InstallDate: dateText(install_date_ms), LastBootUpTime: dateText(boot_ms),
      LocalDateTime: dateText(stage.clock.now()), Locale: "0809", Manufacturer: "Microsoft Corporation", Name: "Microsoft Windows 10 Pro|C:\\Windows|\\Device\\Harddisk0\\Partition3",
      OSArchitecture: "64-bit", OSLanguage: 2057, OSType: 18, ProductType: 1, RegisteredUser: full_name, SerialNumber: "00330-80000-00000-AA482", ServicePackMajorVersion: 0,
      SystemDirectory: "C:\\Windows\\system32", SystemDrive: "C:", TotalVisibleMemorySize: String(memory_gb * 1_048_576), Version: os_version, WindowsDirectory: "C:\\Windows",
    }],
    Win32_ComputerSystem: ({ computer, domain, user, memory_gb, cores }) => [{
      Caption: computer, DNSHostName: computer, Domain: domain, DomainRole: 1, Manufacturer: "Dell Inc.", Model: "Latitude 5520", Name: computer, NumberOfLogicalProcessors: cores,
      NumberOfProcessors: 1, PartOfDomain: true, PrimaryOwnerName: user, SystemType: "x64-based PC", TotalPhysicalMemory: String(memory_gb * 2 ** 30), UserName: `${domain}\\${user}`, Workgroup: null,
    }],
    Win32_ComputerSystemProduct: () => [{ Name: "Latitude 5520", UUID: "4C4C4544-0051-3010-8054-B4C04F4A3333", Vendor: "Dell Inc.", IdentifyingNumber: "7Q0T433" }],
    Win32_Processor: ({ cores }) => [{
      AddressWidth: 64, Architecture: 9, Caption: "Intel64 Family 6 Model 142 Stepping 12", CurrentClockSpeed: 1800, DeviceID: "CPU0", Manufacturer: "GenuineIntel", MaxClockSpeed: 2304,
      Name: "Intel(R) Core(TM) i7-10510U CPU @ 1.80GHz", NumberOfCores: Math.max(1, cores >> 1), NumberOfLogicalProcessors: cores, ProcessorId: "BFEBFBFF000806EC", LoadPercentage: 7,
    }],
    Win32_BIOS: () => [{ Caption: "1.21.0", Manufacturer: "Dell Inc.", Name: "1.21.0", SerialNumber: "7Q0T433", SMBIOSBIOSVersion: "1.21.0", Version: "DELL   - 1072009" }],
    Win32_BaseBoard: () => [{ Manufacturer: "Dell Inc.", Product: "0XG7N5", SerialNumber: "/7Q0T433/CNCMC001A50123/" }],
    Win32_VideoController: ({ screen_width, screen_height }) => [{ Name: "Intel(R) UHD Graphics 620", CurrentHorizontalResolution: screen_width, CurrentVerticalResolution: screen_height, AdapterRAM: 1073741824 }],
    Win32_PhysicalMemory: ({ memory_gb }) => [{ Capacity: String(memory_gb * 2 ** 30), Manufacturer: "SK Hynix", Speed: 2667 }],
    Win32_DiskDrive: ({ drives }) => [{ Caption: "NVMe PC SN530 WDC", DeviceID: "\\\\.\\PHYSICALDRIVE0", InterfaceType: "SCSI", MediaType: "Fixed hard disk media", Model: "NVMe PC SN530 WDC", Size: String((drives[0]?.size_gb ?? 237) * 2 ** 30), SerialNumber: "E823_8FA6_BF53_0001_001B_448B_4698_7B5A." }],
    Win32_LogicalDisk: ({ drives }) => drives.map((one) => ({
      Caption: `${one.letter}:`, Description: one.kind === "fixed" ? "Local Fixed Disk" : "CD-ROM Disc", DeviceID: `${one.letter}:`, DriveType: one.kind === "fixed" ? 3 : 5, FileSystem: one.file_system,
      FreeSpace: String(one.free_gb * 2 ** 30), Name: `${one.letter}:`, Size: String(one.size_gb * 2 ** 30), VolumeName: one.label, VolumeSerialNumber: one.serial,
    })),
    Win32_NetworkAdapterConfiguration: ({ local_ip, mac }) => [{
      Caption: "[00000001] Intel(R) Wireless-AC 9560", DefaultIPGateway: [local_ip.replace(/\d+$/, "1")], Description: "Intel(R) Wireless-AC 9560", DHCPEnabled: true, DNSDomain: null, IPAddress: [local_ip], IPEnabled: true,
      IPSubnet: ["255.255.255.0"], MACAddress: mac.toUpperCase(), Index: 1,
    }],
    Win32_NetworkAdapter: ({ mac }) => [{ Name: "Intel(R) Wireless-AC 9560", MACAddress: mac.toUpperCase(), AdapterType: "Ethernet 802.3", NetConnectionStatus: 2 }],
    Win32_UserAccount: ({ user, domain, full_name, user_sid }) => [{ Caption: `${domain}\\${user}`, Domain: domain, FullName: full_name, Name: user, SID: user_sid, Disabled: false }],
    Win32_TimeZone: ({ time_zone_minutes }) => [{ Bias: time_zone_minutes, Caption: "(UTC+00:00) Dublin, Edinburgh, Lisbon, London", StandardName: "GMT Standard Time" }],
    Win32_Process: processes,
    Win32_Service: () => ["BITS", "Dnscache", "EventLog", "Schedule", "Spooler", "WinDefend", "Winmgmt", "wuauserv"].map((name) => ({ Name: name, DisplayName: name, State: "Running", StartMode: "Auto", Started: true, PathName: "C:\\Windows\\system32\\svchost.exe -k netsvcs" })),
    Win32_Product: ({ programs }) => programs.map((name, index) => ({ Name: name, Caption: name, Version: `1.${index}.0`, Vendor: com.text(name).split(" ")[0] })),
    Win32_StartupCommand: ({ user, domain, local_app_data }) => [{ Caption: "OneDrive", Command: `"${local_app_data}\\Microsoft\\OneDrive\\OneDrive.exe" /background`, Location: "HKU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run", Name: "OneDrive", User: `${domain}\\${user}` }],
    Win32_Environment: ({ environment }) => Object.entries(environment).map(([name, value]) => ({ Name: name, VariableValue: value })),
    Win32_Printer: () => [{ Name: "Microsoft Print to PDF", Default: true }],
    Win32_PingStatus: () => [{ StatusCode: 0, ResponseTime: 14 }],
    Win32_CacheMemory: () => [{ InstalledSize: 256 }, { InstalledSize: 8192 }],
    Win32_DesktopMonitor: ({ screen_width, screen_height }) => [{ Name: "Generic PnP Monitor", ScreenWidth: screen_width, ScreenHeight: screen_height }],
    Win32_QuickFixEngineering: () => [{ HotFixID: "KB5031539" }, { HotFixID: "KB5015684" }],
    AntiVirusProduct: () => [{ displayName: "Windows Defender", instanceGuid: "{D68DDC3A-831F-4fae-9E44-DA132C1ACF46}", pathToSignedProductExe: "windowsdefender://", productState: 397568 }],
    AntiSpywareProduct: () => [{ displayName: "Windows Defender", productState: 397568 }],
    FirewallProduct: () => [],
    Win32_ProcessStartup: () => [],
    StdRegProv: () => [],
    __EventFilter: () => [], CommandLineEventConsumer: () => [], ActiveScriptEventConsumer: () => [], __FilterToConsumerBinding: () => [], __IntervalTimerInstruction: () => [],
    Win32_ScheduledJob: () => [], Win32_Share: () => [], Win32_Battery: () => [], Win32_PnPEntity: () => [], Win32_ShadowCopy: () => [], Win32_TemperatureProbe: () => [], Win32_Fan: () => [],
  };
  const CLASS_NAMES = new Map(Object.keys(ROWS).map((name) => [name.toLowerCase(), name]));

  // ---- queries

  const COMPARE = {
    "=": (a, b) => a === b, "<>": (a, b) => a !== b, "!=": (a, b) => a !== b, "<": (a, b) => a < b, ">": (a, b) => a > b, "<=": (a, b) => a <= b, ">=": (a, b) => a >= b,
  };

  function likePattern(text) {
    return new RegExp(`^${text.replace(/[.*+?^${}()|\\]/g, "\\$&").replace(/%/g, "[^]*").replace(/_/g, "[^]")}$`, "i");
  }

  function fits(row, [, name, operator, quoted, bare]) {
    const key = Object.keys(row).find((one) => one.toLowerCase() === name.toLowerCase());
    const value = key === undefined ? null : row[key];
    const wanted = quoted?.slice(1, -1) ?? bare;
    if (/^like$/i.test(operator)) return likePattern(wanted).test(String(value));
    if (/^is/i.test(operator)) return (value === null) !== /not/i.test(operator);
    if (typeof value === "number") return COMPARE[operator](value, Number(wanted));
    return COMPARE[operator](String(value).toLowerCase(), wanted.toLowerCase());
  }

  function chosen(rows, where) {
    const any = where.split(/\bor\b/i).map((part) =>
      Array.from(part.matchAll(/([\w.]+)\s*(like|is\s+not|is|<>|!=|<=|>=|=|<|>)\s*(?:("[^"]*"|'[^']*')|([\w.-]+))/gi)).slice(0, MAX_CONDITIONS));
    return rows.filter((row) => any.some((conditions) => conditions.every((one) => fits(row, one))));
  }

  function rowsOf(name) {
    const known = CLASS_NAMES.get(name.toLowerCase());
    if (known === undefined) throw com.error(...INVALID_CLASS);
    return ROWS[known](stage.profile).map((row) => ({ known, row }));
  }

  function query(text) {
    const found = /^\s*select\s+[^]*?\bfrom\s+(\w+)(?:\s+within\s+\d+)?(?:\s+where\s+([^]*))?$/i.exec(text.slice(0, MAX_QUERY));
    if (found === null) return /^\s*(associators|references)\b/i.test(text) ? [] : fail([0x80041017, "Invalid query "]);
    const all = rowsOf(found[1]);
    const kept = found[2] === undefined ? undefined : new Set(chosen(all.map(({ row }) => row), found[2]));
    return kept === undefined ? all : all.filter(({ row }) => kept.has(row));
  }

  function fail(error) {
    throw com.error(...error);
  }

  // ---- objects

  const valueOf = (value) => (Array.isArray(value) ? arrays.ofItems(value) : value);
  const keyOf = (row, name) => Object.keys(row).find((key) => key.toLowerCase() === name.toLowerCase());

  const propertyClass = com.class({
    path: "SWbemProperty",
    default: "Value",
    properties: { Name: (s) => s.name, IsArray: (s) => Array.isArray(s.row[s.name]), CIMType: () => 8, Value: { get: (s) => valueOf(s.row[s.name]), set: (s, value) => (s.row[s.name] = value) } },
  });
  const propertiesClass = com.collection({ path: "SWbemPropertySet", list: (s) => Object.keys(s.row).map((name) => propertyClass.make({ name, row: s.row })), nameOf: (item) => com.state(item).name });
  const pathClass = com.class({ path: "SWbemObjectPath", default: "Path", properties: { Class: (s) => s.known, Path: (s) => `\\\\${stage.profile.computer}\\root\\cimv2:${s.known}`, RelPath: (s) => s.known } });
  const methodClass = com.class({ path: "SWbemMethod", properties: { Name: (s) => s.name, InParameters: (s) => objectClass.make({ known: s.name, row: {} }) } });
  const methodsClass = com.class({ path: "SWbemMethodSet", default: "Item", indexed: { Item: { get: (s, name) => methodClass.make({ name: com.text(name) }) } } });

  // Subscriptions to events outlive the program: an object of one of these classes that is put is persistence.
  const SUBSCRIPTIONS = /^(CommandLineEventConsumer|ActiveScriptEventConsumer|__EventFilter|__FilterToConsumerBinding)$/;

  function put(s) {
    const details = Object.fromEntries(Object.entries(s.row).slice(0, 30).map(([name, value]) => [name, stage.isObject(value) ? "" : com.text(value)]));
    if (SUBSCRIPTIONS.test(s.known)) stage.effect("persistence", "create", s.known, { mechanism: "wmi subscription", ...details });
    return pathClass.make({ known: s.known });
  }

  function createProcess(command, folder, startup) {
    const window = com.state(startup)?.row?.ShowWindow;
    return stage.commands.run({ client: "Win32_Process.Create", command: com.text(command), operation: "create", cwd: com.text(folder) || undefined, window, hidden: window === undefined ? undefined : Number(window) === 0 });
  }

  // Methods of WMI classes: they give a code, 0 if all went well.
  const ACTIONS = {
    create(s, command, folder, startup) {
      if (s.known !== "Win32_Process") return 0;
      return createProcess(command, folder, startup).error === "" ? 0 : 2;
    },
    terminate(s) {
      stage.effect("process", "terminate", com.text(s.row.Name ?? s.known), { client: "WMI" });
      return 0;
    },
    setpowerstate: () => 0,
    win32shutdown(s) {
      stage.effect("process", "shutdown", s.known, { client: "WMI" });
      return 0;
    },
    reboot: (s) => ACTIONS.win32shutdown(s),
    getowner: () => 0,
    startservice: () => 0,
    stopservice(s) {
      stage.effect("process", "stop service", com.text(s.row.Name), { client: "WMI" });
      return 0;
    },
  };
  const STUBS = new Map(Object.keys(ACTIONS).map((name) => [name, stage.function(`WMI.${name}`, (self, ...values) => {
    const state = com.state(self);
    if (!objectClass.is(self)) throw com.error(438);
    return ACTIONS[name](state, ...values);
  }, { name, length: 0, receiver: true })]));

  // Calls a method with its arguments in an object; StdRegProv is known by these only.
  function execMethod(s, name, given) {
    const row = com.state(given)?.row ?? {};
    const value = (key) => row[keyOf(row, key) ?? ""];
    const method = com.text(name).toLowerCase();
    const out = { ReturnValue: 0 };
    if (s.known === "StdRegProv") Object.assign(out, useRegistry(method, value));
    else if (method === "create") {
      const result = createProcess(value("CommandLine"), value("CurrentDirectory"), value("ProcessStartupInformation"));
      Object.assign(out, { ProcessId: result.pid, ReturnValue: result.error === "" ? 0 : 2 });
    } else if (ACTIONS[method] !== undefined) out.ReturnValue = ACTIONS[method](s);
    return objectClass.make({ known: "__PARAMETERS", row: out });
  }

  function useRegistry(method, value) {
    const hive = HIVES[Number(value("hDefKey") ?? 2147483650) >>> 0] ?? "HKLM";
    const [path, name] = [`${hive}\\${com.text(value("sSubKeyName"))}`, com.text(value("sValueName"))];
    const client = { client: "StdRegProv" };
    if (/^get\w+value$/.test(method)) {
      const got = stage.registry.read(path, name, client);
      return got.error === "" ? { sValue: got.value, uValue: got.value } : { ReturnValue: 2 };
    }
    if (/^set\w+value$/.test(method)) stage.registry.write(path, name, value("sValue") ?? value("uValue") ?? "", undefined, client);
    else if (method === "createkey") stage.registry.createKey(path, client);
    else if (method === "deletekey" || method === "deletevalue") stage.registry.remove(path, method === "deletekey" ? undefined : name, client);
    else if (method === "enumkey") return { sNames: stage.registry.keys(path, client).names ?? null };
    else if (method === "enumvalues") return { sNames: stage.registry.values(path, client).values?.map((one) => one.name) ?? null };
    return {};
  }

  const objectClass = com.class({
    path: "SWbemObject",
    properties: {
      Methods_: () => methodsClass.make(),
      Path_: (s) => pathClass.make({ known: s.known }),
      Properties_: (s) => propertiesClass.make({ row: s.row }),
      Security_: (s) => s.self,
    },
    methods: {
      Delete_: () => undefined,
      ExecMethod_: execMethod,
      GetObjectText_: (s) => `instance of ${s.known}\n{\n${Object.entries(s.row).map(([name, value]) => `\t${name} = ${JSON.stringify(value)};\n`).join("")}};\n`,
      Instances_: (s) => setClass.make({ rows: rowsOf(s.known) }),
      Put_: put,
      SpawnInstance_: (s) => objectClass.make({ known: s.known, row: {} }),
    },
    other: {
      get(s, name) {
        const key = keyOf(s.row, name);
        stage.useNamed(`${s.known}.${key ?? name.slice(0, 60)}`, "get");
        if (key !== undefined) return valueOf(s.row[key]);
        if (STUBS.has(name.toLowerCase())) return STUBS.get(name.toLowerCase());
        if (s.isKnown) return null; // a property that this table does not have
        throw com.error(438);
      },
      set(s, name, value) {
        if (Object.keys(s.row).length < 200) s.row[keyOf(s.row, name) ?? name.slice(0, 100)] = value;
      },
    },
  });

  const setClass = com.collection({
    path: "SWbemObjectSet",
    list: (s) => (s.items ??= s.rows.map(({ known, row }) => objectClass.make({ known, row: { ...row }, isKnown: true }))),
    nameOf: (item) => com.text(com.state(item).row.Name ?? com.state(item).row.DeviceID),
    members: { methods: { ItemIndex: (s, index) => com.item(s.self, Number(index)) } },
  });

  // Win32_Process, or Win32_Process.Handle="4"
  function getObject(path) {
    const [, name, key, value] = /^(?:.*:)?(\w+)(?:[.=]+(?:(\w+)\s*=\s*)?["']?([^"']*)["']?)?$/s.exec(path) ?? fail(NOT_FOUND);
    const rows = rowsOf(name);
    if (value === undefined) return objectClass.make({ known: CLASS_NAMES.get(name.toLowerCase()), row: {}, isKnown: true });
    const found = rows.find(({ row }) => Object.entries(row).some(([one, has]) => (key === undefined || one.toLowerCase() === key.toLowerCase()) && String(has).toLowerCase() === value.toLowerCase()));
    return objectClass.make({ ...(found ?? fail(NOT_FOUND)), isKnown: true });
  }

  // ---- services

  const eventsClass = com.class({ path: "SWbemEventSource", methods: { NextEvent: () => fail([0x80043001, "Timed out "]) } });

  const servicesClass = com.class({
    path: "SWbemServices",
    properties: { Security_: (s) => securityClass.make() },
    methods: {
      Delete: () => undefined,
      ExecMethod: (s, path, name, given) => execMethod(com.state(getObject(com.text(path))), name, given),
      ExecNotificationQuery: () => eventsClass.make(),
      ExecQuery: (s, text) => setClass.make({ rows: query(com.text(text)) }),
      Get: (s, path) => getObject(com.text(path)),
      InstancesOf: (s, name) => setClass.make({ rows: rowsOf(com.text(name)) }),
      SubclassesOf: () => setClass.make({ rows: [] }),
    },
  });

  const setting = (name, value) => ({ get: (s) => s[name] ?? value, set: (s, given) => (s[name] = given) });
  const privilegesClass = com.class({ path: "SWbemPrivilegeSet", methods: { Add: () => null, AddAsString: () => null } });
  const securityClass = com.class({
    path: "SWbemSecurity",
    properties: { AuthenticationLevel: setting("authentication", 6), ImpersonationLevel: setting("impersonation", 3), Privileges: () => privilegesClass.make() },
  });

  function connect(s, server = ".", namespace = "root\\cimv2") {
    if (!/^(\.|localhost|127\.0\.0\.1|)$/i.test(com.text(server))) stage.effect("network", "connect", `wmi://${com.text(server)}/${com.text(namespace)}`, { client: "WMI" });
    return servicesClass.make({ namespace: com.text(namespace) });
  }

  com.class({
    progids: ["WbemScripting.SWbemLocator"],
    properties: { Security_: () => securityClass.make() },
    methods: { ConnectServer: connect },
  });

  com.class({
    progids: ["WbemScripting.SWbemDateTime"],
    default: "Value",
    create: (s) => void (s.ms = stage.clock.now()),
    properties: { Value: { get: (s) => dateText(s.ms), set: () => undefined } },
    methods: { GetVarDate: (s) => stage.construct(stage.builtins.Date, s.ms), SetVarDate: (s, date) => void (s.ms = Number(date)) },
  });

  // winmgmts:{impersonationLevel=impersonate}!\\.\root\cimv2:Win32_Process
  stage.parts.monikers.add(/^winmgmts:/i, (path) => {
    const rest = path.slice("winmgmts:".length).replace(/^\s*\{[^}]*\}!?/, "");
    const [, server = ".", place = ""] = /^(?:[\\/]{2}([^\\/]+)[\\/])?([^]*)$/.exec(rest);
    const at = place.indexOf(":");
    const name = at < 0 ? (/[\\/]|^root$|^$/i.test(place) ? "" : place) : place.slice(at + 1);
    return name === "" ? connect(undefined, server, at < 0 ? place : place.slice(0, at)) : getObject(name);
  });
})
