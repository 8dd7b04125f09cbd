(function (stage) {
  "use strict";
  // The made-up Windows registry: `stage.registry`.
  //
  // A small table of what samples look for, made from the profile at first use; what the sample writes goes
  // into the same table, which is made anew for each run. Keys and names are compared in lower case, and
  // kept as they were written. A value is a number (REG_DWORD), a string, a list of strings (REG_MULTI_SZ)
  // or bytes (REG_BINARY). The default value of a key has the name "".
  //
  // Every operation records an effect of the kind "registry" and returns an object with `error`: "",
  // "no key" or "no value".

  const MAX_KEYS = 2000;
  const MAX_VALUES = 2000; // of one key
  const MAX_VALUE_CHARS = 65_536;
  const MAX_PATH = 2048;

  const HIVES = {
    hklm: "HKEY_LOCAL_MACHINE", hkcu: "HKEY_CURRENT_USER", hkcr: "HKEY_CLASSES_ROOT", hku: "HKEY_USERS", hkcc: "HKEY_CURRENT_CONFIG",
  };
  const HIVE_NUMBERS = {
    0x80000000: HIVES.hkcr, 0x80000001: HIVES.hkcu, 0x80000002: HIVES.hklm, 0x80000003: HIVES.hku, 0x80000005: HIVES.hkcc,
  };

  const PERSISTENT = [
    [/\\currentversion\\(policies\\explorer\\)?run(once|onceex|services|servicesonce)?(\\|$)/i, "run key"],
    [/\\windows nt\\currentversion\\winlogon(\\|$)/i, "winlogon"],
    [/\\windows nt\\currentversion\\windows$/i, "appinit or load"],
    [/\\image file execution options\\/i, "image file execution options"],
    [/\\currentcontrolset\\services\\/i, "service"],
    [/\\environment$/i, "logon script"],
    [/\\active setup\\installed components\\/i, "active setup"],
    [/\\(inprocserver32|localserver32|treatas)$/i, "com object"],
    [/\\currentversion\\explorer\\(user )?shell folders$/i, "shell folders"],
    [/\\classes\\[^\\]+\\shell\\[^\\]+\\command$/i, "shell command"],
    [/\\policies\\system\\scripts\\|\\system\\scripts\\/i, "logon script"],
  ];
  const WINLOGON_NAMES = /^(shell|userinit|notify|taskman|vmapplet|system)$/i;
  const WINDOWS_NAMES = /^(appinit_dlls|load|run|loadappinit_dlls)$/i;

  let table; // key in lower case -> {path, values: name in lower case -> {name, type, value}}

  stage.onStart(() => {
    table = undefined;
  });

  // ---- what is there

  function initial() {
    const { profile } = stage;
    const build = profile.os_version.split(".")[2] ?? "19045";
    const current = "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion";
    const installed = Math.floor(profile.install_date_ms / 1000);
    const shellFolders = {
      Desktop: profile.desktop, Personal: profile.documents, AppData: profile.app_data, "Local AppData": profile.local_app_data,
      Startup: profile.app_data + "\\Microsoft\\Windows\\Start Menu\\Programs\\Startup",
    };
    const keys = {
      [current]: {
        ProductName: "Windows 10 Pro", CurrentVersion: "6.3", CurrentBuild: build, CurrentBuildNumber: build, EditionID: "Professional",
        CurrentMajorVersionNumber: 10, CurrentMinorVersionNumber: 0, ReleaseId: "2009", DisplayVersion: build >= 22631 ? "23H2" : "22H2",
        InstallDate: installed, ProductId: "00330-80000-00000-AA" + (build % 1000), RegisteredOwner: profile.full_name, RegisteredOrganization: profile.domain,
        SystemRoot: "C:\\Windows", PathName: "C:\\Windows", InstallationType: "Client", BuildLabEx: build + ".1.amd64fre.vb_release.191206-1406",
      },
      [current + "\\Winlogon"]: { Shell: "explorer.exe", Userinit: "C:\\Windows\\system32\\userinit.exe," },
      [current + "\\Windows"]: { AppInit_DLLs: "", LoadAppInit_DLLs: 0 },
      "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion": {
        ProgramFilesDir: "C:\\Program Files", "ProgramFilesDir (x86)": "C:\\Program Files (x86)", CommonFilesDir: "C:\\Program Files\\Common Files", ProgramFilesPath: "%ProgramFiles%", DevicePath: "%SystemRoot%\\inf",
      },
      "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run": { SecurityHealth: "%windir%\\system32\\SecurityHealthSystray.exe", RtkAudUService: "\"C:\\Windows\\System32\\RtkAudUService64.exe\" -background" },
      "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run": { OneDrive: "\"" + profile.local_app_data + "\\Microsoft\\OneDrive\\OneDrive.exe\" /background", Spotify: profile.app_data + "\\Spotify\\Spotify.exe --autostart --minimized" },
      "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\RunOnce": {},
      "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\RunOnce": {},
      "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System": { EnableLUA: 1, ConsentPromptBehaviorAdmin: 5, PromptOnSecureDesktop: 1 },
      "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\Shell Folders": shellFolders,
      "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\User Shell Folders": shellFolders,
      "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\Advanced": { Hidden: 2, HideFileExt: 1, ShowSuperHidden: 0 },
      "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings": { ProxyEnable: 0, "User Agent": "Mozilla/4.0 (compatible; MSIE 8.0; Win32)" },
      "HKCU\\Software\\Microsoft\\Office\\16.0\\Word\\Security": { VBAWarnings: 2 },
      "HKCU\\Software\\Microsoft\\Office\\16.0\\Excel\\Security": { VBAWarnings: 2 },
      "HKLM\\SOFTWARE\\Microsoft\\Office\\ClickToRun\\Configuration": { ProductReleaseIds: "ProPlus2019Retail", Platform: "x64", VersionToReport: "16.0.10413.20020" },
      "HKLM\\SOFTWARE\\Microsoft\\Windows Script Host\\Settings": { ActiveDebugging: "1", DisplayLogo: "1", SilentTerminate: "0", UseWINSAFER: "1" },
      "HKLM\\SOFTWARE\\Microsoft\\NET Framework Setup\\NDP\\v4\\Full": { Install: 1, Release: 528372, Version: "4.8.04084", InstallPath: "C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319\\" },
      "HKLM\\SOFTWARE\\Microsoft\\NET Framework Setup\\NDP\\v3.5": { Install: 1, Version: "3.5.30729.4926" },
      "HKLM\\SOFTWARE\\Microsoft\\NET Framework Setup\\NDP\\v2.0.50727": { Install: 1, Version: "2.0.50727.4927" },
      "HKLM\\SOFTWARE\\Microsoft\\Cryptography": { MachineGuid: guid(profile) },
      "HKLM\\SOFTWARE\\Microsoft\\PowerShell\\3\\PowerShellEngine": { PowerShellVersion: "5.1.19041.1" },
      "HKLM\\SOFTWARE\\Microsoft\\Internet Explorer": { Version: "9.11.19041.0", svcVersion: "11.789.19041.0" },
      "HKLM\\HARDWARE\\DESCRIPTION\\System": { SystemBiosVersion: ["LENOVO - 1320", "N2IET98W (1.76 )"], VideoBiosVersion: "Hardware Version 0.0", Identifier: "AT/AT COMPATIBLE" },
      "HKLM\\HARDWARE\\DESCRIPTION\\System\\BIOS": { SystemManufacturer: "LENOVO", SystemProductName: "20N2CTO1WW", BIOSVendor: "LENOVO", BIOSVersion: "N2IET98W (1.76 )" },
      "HKLM\\HARDWARE\\DESCRIPTION\\System\\CentralProcessor\\0": { ProcessorNameString: "Intel(R) Core(TM) i5-8365U CPU @ 1.60GHz", "~MHz": 1896, VendorIdentifier: "GenuineIntel" },
      "HKLM\\SYSTEM\\CurrentControlSet\\Services\\Disk\\Enum": { 0: "SCSI\\Disk&Ven_NVMe&Prod_SAMSUNG_MZVLB512\\5&1a2b3c4d&0&000000", Count: 1 },
      "HKLM\\SYSTEM\\CurrentControlSet\\Control\\ComputerName\\ComputerName": { ComputerName: profile.computer },
      "HKLM\\SYSTEM\\CurrentControlSet\\Control\\ComputerName\\ActiveComputerName": { ComputerName: profile.computer },
      "HKLM\\SYSTEM\\CurrentControlSet\\Control\\TimeZoneInformation": { TimeZoneKeyName: "GMT Standard Time", Bias: 0, ActiveTimeBias: 0 },
      "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Nls\\Language": { Default: "0809", InstallLanguage: "0809" },
      "HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters": { Hostname: profile.computer, Domain: profile.domain.toLowerCase() + ".local" },
      "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment": { ComSpec: "%SystemRoot%\\system32\\cmd.exe", OS: "Windows_NT", PROCESSOR_ARCHITECTURE: "AMD64", NUMBER_OF_PROCESSORS: String(profile.cores) },
      "HKCU\\Control Panel\\International": { Locale: "00000809", LocaleName: profile.locale, sCountry: "United Kingdom", sLanguage: "ENG", iCountry: "44" },
      "HKCU\\Control Panel\\International\\Geo": { Nation: "242", Name: "GB" },
      "HKCU\\Control Panel\\Desktop": { Wallpaper: "C:\\Windows\\web\\wallpaper\\Windows\\img0.jpg", ScreenSaveActive: "1" },
      "HKCU\\Environment": { TEMP: "%USERPROFILE%\\AppData\\Local\\Temp", TMP: "%USERPROFILE%\\AppData\\Local\\Temp" },
      "HKCU\\Volatile Environment": { USERNAME: profile.user, USERDOMAIN: profile.domain, USERPROFILE: profile.home, APPDATA: profile.app_data },
      "HKCR\\http\\shell\\open\\command": { "": "\"C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe\" --single-argument %1" },
      "HKCR\\.txt": { "": "txtfile" }, "HKCR\\.js": { "": "JSFile" }, "HKCR\\.exe": { "": "exefile" },
      "HKCR\\exefile\\shell\\open\\command": { "": "\"%1\" %*" },
      "HKCR\\WScript.Shell\\CLSID": { "": "{72C24DD5-D70A-438B-8A42-98424B88AFB8}" },
    };
    profile.programs.forEach((name, index) => {
      keys["HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\" + name] = { DisplayName: name, DisplayVersion: "1." + index + ".0", Publisher: name.split(" ")[0] };
    });
    return keys;
  }

  function guid({ computer, user }) {
    const hex = stage.text.hex(stage.text.utf8Encode((computer + user + "0123456789abcdef").slice(0, 16)));
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/s, "$1-$2-$3-$4-$5");
  }

  function openTable() {
    if (table !== undefined) return table;
    table = new Map();
    for (const [path, values] of Object.entries(initial())) {
      const key = makeKey(normalise(path));
      for (const [name, value] of Object.entries(values)) {
        key.values.set(name.toLowerCase(), { name, type: typeOf(value), value });
      }
    }
    return table;
  }

  function typeOf(value) {
    if (typeof value === "number") return "REG_DWORD";
    if (Array.isArray(value)) return "REG_MULTI_SZ";
    if (typeof value !== "string") return "REG_BINARY";
    return value.includes("%") && !value.includes("%1") ? "REG_EXPAND_SZ" : "REG_SZ";
  }

  function makeKey(path) {
    const lower = path.toLowerCase();
    let key = table.get(lower);
    if (key === undefined) {
      key = { path, values: new Map() };
      if (table.size < MAX_KEYS) table.set(lower, key);
    }
    return key;
  }

  // ---- paths

  // Returns the key's path with the hive's long name. `hive` may be one of the numbers that WMI uses.
  function normalise(path, hive) {
    const root = HIVE_NUMBERS[hive >>> 0];
    const whole = (root === undefined || hive === undefined ? "" : root + "\\") + String(path).slice(0, MAX_PATH);
    const parts = whole.replace(/^\\+|\\+$/g, "").replace(/\\{2,}/g, "\\").split("\\");
    parts[0] = HIVES[parts[0].toLowerCase().replace(/:$/, "")] ?? parts[0].toUpperCase();
    return parts.join("\\");
  }

  // "HKCU\\Key\\Value", or "HKCU\\Key\\" for the default value, as WshShell.RegRead has it.
  function split(path) {
    const text = String(path);
    const at = text.lastIndexOf("\\");
    return at < 0 ? { key: text, name: "" } : { key: text.slice(0, at), name: text.slice(at + 1) };
  }

  // The same place has two names: classes are in the machine's software, and 32-bit programs see a view.
  function find(path) {
    const all = openTable();
    const lower = path.toLowerCase();
    return all.get(lower) ?? all.get(lower.replace("\\wow6432node", "")) ??
      all.get(lower.replace(/^hkey_(local_machine|current_user)\\software\\classes\\/, "hkey_classes_root\\"));
  }

  function isKey(path) {
    if (find(path) !== undefined) return true;
    const beginning = path.toLowerCase() + "\\";
    for (const key of openTable().keys()) if (key.startsWith(beginning)) return true;
    return false;
  }

  // ---- recording

  function record(operation, path, name, client, details) {
    const target = name === undefined ? path : path + "\\" + (name === "" ? "(default)" : name);
    stage.effect("registry", operation, target, client === undefined ? details : { client, ...details });
    return target;
  }

  function mechanismOf(path, name) {
    const mechanism = PERSISTENT.find(([pattern]) => pattern.test(path))?.[1];
    if (mechanism === "winlogon") return WINLOGON_NAMES.test(name) ? mechanism : undefined;
    if (mechanism === "appinit or load") return WINDOWS_NAMES.test(name) ? mechanism : undefined;
    if (mechanism === "logon script" && /environment$/i.test(path)) return /^userinitmprlogonscript$/i.test(name) ? mechanism : undefined;
    return mechanism;
  }

  function shown(value) {
    if (value instanceof Uint8Array) return stage.text.hex(value.subarray(0, MAX_VALUE_CHARS / 2));
    return (Array.isArray(value) ? value.join("\\0") : String(value)).slice(0, MAX_VALUE_CHARS);
  }

  // ---- the operations. `options`: client, and hive for a path that begins below one.

  function read(path, name, { client, hive } = {}) {
    const normal = normalise(path, hive);
    const found = find(normal)?.values.get(String(name).toLowerCase());
    record("read", normal, String(name), client, { found: String(found !== undefined) });
    if (found === undefined) return { error: isKey(normal) ? "no value" : "no key" };
    return { error: "", value: found.value, type: found.type };
  }

  function write(path, name, value, type = typeOf(value), { client, hive } = {}) {
    const normal = normalise(path, hive);
    const text = shown(value);
    const target = record("write", normal, String(name), client, { type, value: text });
    const mechanism = mechanismOf(normal, String(name));
    if (mechanism !== undefined) stage.effect("persistence", "write", target, { mechanism, value: text });
    openTable();
    const key = makeKey(normal);
    const lower = String(name).slice(0, MAX_PATH).toLowerCase();
    if (key.values.size < MAX_VALUES || key.values.has(lower)) {
      const kept = typeof value === "string" ? text : value;
      key.values.set(lower, { name: String(name).slice(0, MAX_PATH), type, value: kept });
    }
    return { error: "" };
  }

  // Without a name it makes a key.
  function createKey(path, { client, hive } = {}) {
    const normal = normalise(path, hive);
    record("create", normal, undefined, client, {});
    openTable();
    makeKey(normal);
    return { error: "" };
  }

  // Without a name it removes the key with all that is in it.
  function remove(path, name, { client, hive } = {}) {
    const normal = normalise(path, hive);
    record("delete", normal, name, client, {});
    const key = find(normal);
    if (name !== undefined) {
      if (key === undefined) return { error: isKey(normal) ? "no value" : "no key" };
      return { error: key.values.delete(String(name).toLowerCase()) ? "" : "no value" };
    }
    if (!isKey(normal)) return { error: "no key" };
    const lower = normal.toLowerCase();
    for (const other of Array.from(table.keys())) {
      if (other === lower || other.startsWith(lower + "\\")) table.delete(other);
    }
    return { error: "" };
  }

  // The names of the keys right below one.
  function keys(path, { client, hive } = {}) {
    const normal = normalise(path, hive);
    record("enumerate", normal, undefined, client, {});
    const beginning = normal.toLowerCase() + "\\";
    const names = new Map();
    for (const [lower, key] of openTable()) {
      if (!lower.startsWith(beginning)) continue;
      const name = key.path.slice(beginning.length).split("\\")[0];
      names.set(name.toLowerCase(), name);
    }
    if (names.size === 0 && find(normal) === undefined) return { error: "no key" };
    return { error: "", names: Array.from(names.values()) };
  }

  function values(path, { client, hive } = {}) {
    const normal = normalise(path, hive);
    record("enumerate", normal, undefined, client, {});
    const key = find(normal);
    if (key === undefined) return isKey(normal) ? { error: "", values: [] } : { error: "no key" };
    return { error: "", values: Array.from(key.values.values(), (value) => ({ ...value })) };
  }

  stage.registry = { normalise, split, read, write, createKey, remove, keys, values };
});
