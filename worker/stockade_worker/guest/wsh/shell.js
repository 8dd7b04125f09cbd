(function (stage) {
  "use strict";
  // WScript.Shell: programs, registry, environment, shortcuts.

  const { com, streams, arrays } = stage.parts;

  const NOT_FOUND = 0x80070002;
  const [OK, YES] = [1, 6];
  const KINDS_WITH_YES = new Set([3, 4]);

  // ---- programs

  function start(command, client, details) {
    streams.flush();
    const result = stage.commands.run({ client, command: com.text(command), cwd: stage.parts.currentFolder(), ...details });
    if (result.error !== "") throw com.error(NOT_FOUND, "The system cannot find the file specified.\r\n");
    return result;
  }

  function run(s, command, style = 1, wait = false) {
    if (command === undefined) throw com.error(450);
    const window = Number(style);
    const result = start(command, "WScript.Shell.Run", { window, hidden: window === 0, wait: Boolean(wait) });
    return wait ? result.code : 0;
  }

  const execClass = com.class({
    path: "WshScriptExec",
    properties: {
      ExitCode: (s) => s.code,
      ProcessID: (s) => s.pid,
      Status: () => 1, // it has ended: programs take no time here
      StdErr: (s) => s.errors,
      StdIn: (s) => s.input,
      StdOut: (s) => s.output,
    },
    methods: { Terminate: () => undefined },
  });

  function exec(s, command) {
    if (command === undefined) throw com.error(450);
    const result = start(command, "WScript.Shell.Exec", {});
    const said = (text) => streams.make({ mode: 1, text });
    const input = streams.make({ mode: 2, write: (text) => stage.effect("process", "input", com.text(command), { text }) });
    return execClass.make({ code: result.code, pid: result.pid, output: said(result.stdout), errors: said(result.stderr), input });
  }

  // ---- registry

  function read(s, path) {
    const { key, name } = stage.registry.split(com.text(path));
    const got = stage.registry.read(key, name, { client: "WScript.Shell" });
    if (got.error !== "") {
      const what = got.error === "no key" ? `Unable to open registry key "${com.text(path)}" for reading.` : `Invalid root in registry key "${com.text(path)}".`;
      throw com.error(NOT_FOUND, what);
    }
    if (got.value instanceof Uint8Array) return arrays.ofItems(Array.from(got.value));
    return Array.isArray(got.value) ? arrays.ofItems(got.value) : got.value;
  }

  function write(s, path, value, type = typeof value === "number" ? "REG_DWORD" : "REG_SZ") {
    if (value === undefined) throw com.error(450);
    const { key, name } = stage.registry.split(com.text(path));
    const kind = com.text(type).toUpperCase();
    const isNumber = kind === "REG_DWORD" || kind === "REG_BINARY";
    stage.registry.write(key, name, isNumber ? Number(value) : com.text(value), kind, { client: "WScript.Shell" });
  }

  function remove(s, path) {
    const text = com.text(path);
    const { key, name } = stage.registry.split(text);
    const done = stage.registry.remove(key, text.endsWith("\\") ? undefined : name, { client: "WScript.Shell" });
    if (done.error !== "") throw com.error(NOT_FOUND, `Unable to remove registry key "${text}".`);
  }

  // ---- environment and folders

  // What the registry has of variables, unexpanded: samples look whether they are. null: as in the process.
  const STORED = {
    system: {
      ComSpec: "%SystemRoot%\\system32\\cmd.exe", DriverData: "C:\\Windows\\System32\\Drivers\\DriverData", NUMBER_OF_PROCESSORS: null, OS: null,
      Path: "%SystemRoot%\\system32;%SystemRoot%;%SystemRoot%\\System32\\Wbem;%SYSTEMROOT%\\System32\\WindowsPowerShell\\v1.0\\",
      PATHEXT: null, PROCESSOR_ARCHITECTURE: null, PROCESSOR_IDENTIFIER: null, PROCESSOR_LEVEL: null, PROCESSOR_REVISION: null,
      PSModulePath: "%ProgramFiles%\\WindowsPowerShell\\Modules;%SystemRoot%\\system32\\WindowsPowerShell\\v1.0\\Modules",
      TEMP: "%SystemRoot%\\TEMP", TMP: "%SystemRoot%\\TEMP", USERNAME: "SYSTEM", windir: "%SystemRoot%",
    },
    user: { Path: "%USERPROFILE%\\AppData\\Local\\Microsoft\\WindowsApps;", TEMP: "%USERPROFILE%\\AppData\\Local\\Temp", TMP: "%USERPROFILE%\\AppData\\Local\\Temp" },
    volatile: { APPDATA: null, HOMEDRIVE: null, HOMEPATH: null, LOCALAPPDATA: null, LOGONSERVER: null, USERDOMAIN: null, USERNAME: null, USERPROFILE: null },
  };
  const MAX_VARIABLES = 500;

  let changed = new Map(); // what was set in the registry: "kind name" in lower case -> [name, value]

  function variables(s) {
    if (s.kind === "process") return Object.entries(stage.profile.environment);
    const all = new Map(Object.entries(STORED[s.kind]).map(([name, value]) => [name.toLowerCase(), [name, value ?? stage.environment.get(name) ?? ""]]));
    for (const [key, pair] of changed) if (key.startsWith(`${s.kind} `)) all.set(pair[0].toLowerCase(), pair);
    return Array.from(all.values());
  }

  function getVariable(s, name) {
    const wanted = com.text(name).toLowerCase();
    return variables(s).find(([key]) => key.toLowerCase() === wanted)?.[1] ?? "";
  }

  function setVariable(s, name, value) {
    const [key, text] = [com.text(name), com.text(value)];
    if (s.kind === "process") return stage.environment.set(key, text);
    stage.effect("registry", "write", `${s.kind} environment\\${key}`, { client: "WScript.Shell", value: text });
    if (changed.size < MAX_VARIABLES) changed.set(`${s.kind} ${key.toLowerCase()}`, [key, text]);
  }

  const environmentClass = com.class({
    path: "WshEnvironment",
    default: "Item",
    properties: { Count: (s) => variables(s).length, length: (s) => variables(s).length },
    indexed: { Item: { get: getVariable, set: setVariable } },
    methods: { Remove: (s, name) => void (s.kind === "process" ? stage.environment.set(com.text(name), null) : setVariable(s, name, "")) },
    items: (s) => variables(s).map(([name, value]) => `${name}=${value}`),
  });

  function environment(s, kind = "System") {
    const name = com.text(kind).toLowerCase();
    if (name !== "process" && STORED[name] === undefined) throw com.error(5);
    return environmentClass.make({ kind: name });
  }

  const FOLDERS = [
    "AllUsersDesktop", "AllUsersStartMenu", "AllUsersPrograms", "AllUsersStartup", "Desktop", "AppData", "PrintHood", "Templates",
    "Fonts", "NetHood", "Programs", "Recent", "SendTo", "StartMenu", "Startup", "Favorites", "MyDocuments",
  ];

  const foldersClass = com.class({
    path: "WScript.Shell.SpecialFolders",
    default: "Item",
    properties: { Count: () => FOLDERS.length, length: () => FOLDERS.length },
    indexed: { Item: { get: (s, name) => stage.files.special(typeof name === "number" ? FOLDERS[name] : com.text(name)) ?? "" } },
    items: () => FOLDERS.map((name) => stage.files.special(name) ?? ""),
  });

  // ---- shortcuts

  const field = (name, initial = "") => ({ get: (s) => s[name] ?? initial, set: (s, value) => (s[name] = typeof value === "number" ? value : com.text(value)) });

  function saveLink(s) {
    const details = { target: s.target, arguments: s.arguments, folder: s.folder, icon: s.icon, window: s.window, hotkey: s.hotkey };
    stage.effect("file", "shortcut", stage.files.normalise(s.path), { client: "WScript.Shell", ...details });
    const text = `[InternetShortcut]\r\nURL=${s.target ?? ""}\r\n`;
    const bytes = /\.url$/i.test(s.path) ? text : `L\0\0\0${s.target ?? ""} ${s.arguments ?? ""}`;
    streams.checked(stage.files.write(s.path, bytes, { client: "WScript.Shell" }));
  }

  const linkClass = com.class({
    path: "WshShortcut",
    default: "FullName",
    properties: {
      FullName: (s) => s.path,
      Arguments: field("arguments"),
      Description: field("description"),
      Hotkey: field("hotkey"),
      IconLocation: field("icon", ",0"),
      RelativePath: field("relative"),
      TargetPath: field("target"),
      WindowStyle: field("window", 1),
      WorkingDirectory: field("folder"),
    },
    methods: { Save: saveLink, Load: (s, path) => void (s.path = com.text(path)) },
  });

  stage.parts.makeShortcut = (path) => linkClass.make({ path });

  function createShortcut(s, path) {
    const name = com.text(path);
    if (!/\.(lnk|url)$/i.test(name)) throw com.error(0x80070057, "The shortcut pathname must end with .lnk or .url.");
    return linkClass.make({ path: name });
  }

  // ---- the shell itself

  let folder;
  stage.onStart(() => {
    folder = undefined;
    changed = new Map();
  });
  stage.parts.currentFolder = () => folder ?? stage.profile.script_folder;

  function popup(s, text, seconds = 0, title = "Windows Script Host", kind = 0) {
    stage.print("log", `${com.text(title)}: ${com.text(text)}`);
    return KINDS_WITH_YES.has(Number(kind) & 7) ? YES : OK;
  }

  com.class({
    progids: ["WScript.Shell", "Wscript.Shell.1", "WshShell", "{72C24DD5-D70A-438B-8A42-98424B88AFB8}"],
    path: "WScript.Shell",
    properties: {
      CurrentDirectory: { get: () => stage.parts.currentFolder(), set: (s, path) => (folder = stage.files.normalise(com.text(path))) },
      SpecialFolders: (s) => (s.folders ??= foldersClass.make()),
    },
    indexed: { Environment: { get: environment } },
    methods: {
      AppActivate: () => true,
      CreateShortcut: createShortcut,
      Exec: exec,
      ExpandEnvironmentStrings: (s, text) => stage.environment.expand(com.text(text)),
      LogEvent: () => true,
      Popup: popup,
      RegDelete: remove,
      RegRead: read,
      RegWrite: write,
      Run: run,
      SendKeys: () => undefined,
    },
  });
})
