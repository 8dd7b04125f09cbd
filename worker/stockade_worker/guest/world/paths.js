(function (stage) {
  "use strict";
  // Paths of the made-up machine, in the form of its system: `stage.parts.paths`.

  const MAX_PATH = 4096;
  const SHORT_NAMES = {
    __proto__: null,
    "progra~1": "Program Files",
    "progra~2": "Program Files (x86)",
    "docume~1": "Users",
  };

  const isWindows = () => stage.profile.platform === "windows";
  const separator = () => (isWindows() ? "\\" : "/");

  // Returns the absolute path, without "." and "..".
  function normalise(path, folder = stage.profile.script_folder) {
    const text = String(path).slice(0, MAX_PATH);
    if (isWindows()) return normaliseWindows(stage.environment.expand(text), folder);
    const whole = text.startsWith("/") ? text : folder + "/" + text;
    return "/" + withoutDots(whole.split("/")).join("/");
  }

  function normaliseWindows(text, folder) {
    const path = text.replaceAll("/", "\\").replace(/^\\\\[?.]\\(?=[A-Za-z]:)/, "");
    if (/^\\\\[^\\]/.test(path)) return "\\\\" + withoutDots(path.split("\\")).join("\\");
    const hasDrive = /^[A-Za-z]:/.test(path);
    const drive = (hasDrive ? path : folder)[0].toUpperCase();
    const rest = hasDrive ? path.slice(2) : path;
    const isAbsolute = hasDrive || rest.startsWith("\\");
    const parts = withoutDots((isAbsolute ? rest : folder.slice(2) + "\\" + rest).split("\\"));
    return drive + ":\\" + parts.map(longName).join("\\");
  }

  function withoutDots(parts) {
    const kept = [];
    for (const part of parts) {
      if (part === "..") kept.pop();
      else if (part !== "" && part !== ".") kept.push(part);
    }
    return kept;
  }

  function longName(part) {
    if (!part.includes("~")) return part;
    const lower = part.toLowerCase();
    const ofUser = stage.profile.user.slice(0, 6).toLowerCase() + "~1";
    return lower === ofUser ? stage.profile.user : (SHORT_NAMES[lower] ?? part);
  }

  function parentOf(path) {
    const at = path.lastIndexOf(separator());
    if (isWindows()) return at <= 2 ? path.slice(0, 3) : path.slice(0, at);
    return at <= 0 ? "/" : path.slice(0, at);
  }

  const nameOf = (path) => path.slice(path.lastIndexOf(separator()) + 1);
  const join = (folder, name) => (folder.endsWith(separator()) ? folder : folder + separator()) + name;

  // What two spellings of one path have in common.
  const keyOf = (path) => (isWindows() ? path.toLowerCase() : path);

  // ---- folders that Windows has a word for: those of WshShell.SpecialFolders and of FileSystemObject

  const ROAMING = "%APPDATA%\\Microsoft\\Windows\\";
  const COMMON = "%ProgramData%\\Microsoft\\Windows\\";
  const SPECIAL = {
    __proto__: null,
    allusersdesktop: "%PUBLIC%\\Desktop",
    allusersprograms: COMMON + "Start Menu\\Programs",
    allusersstartmenu: COMMON + "Start Menu",
    allusersstartup: COMMON + "Start Menu\\Programs\\StartUp",
    appdata: "%APPDATA%",
    desktop: "%USERPROFILE%\\Desktop",
    favorites: "%USERPROFILE%\\Favorites",
    fonts: "%windir%\\Fonts",
    mydocuments: "%USERPROFILE%\\Documents",
    nethood: ROAMING + "Network Shortcuts",
    printhood: ROAMING + "Printer Shortcuts",
    programs: ROAMING + "Start Menu\\Programs",
    recent: ROAMING + "Recent",
    sendto: ROAMING + "SendTo",
    startmenu: ROAMING + "Start Menu",
    startup: ROAMING + "Start Menu\\Programs\\Startup",
    templates: ROAMING + "Templates",
    windows: "%windir%",
    system: "%windir%\\System32",
    temporary: "%TEMP%",
  };

  // Returns a path, or undefined for a word that names no folder.
  function special(word) {
    const path = SPECIAL[String(word).toLowerCase()];
    return path === undefined ? undefined : stage.environment.expand(path);
  }

  // ---- what brings a program back after a restart, by where a file is

  const PERSISTENT_WINDOWS = [
    [/\\start menu\\programs\\startup\\/i, "startup folder"],
    [/\\start menu\\/i, "start menu"],
    [/\\windows\\(system32\\)?tasks\\/i, "scheduled task"],
    [/\\windowspowershell\\(v1\.0\\)?[^\\]*profile\.ps1$/i, "shell profile"],
    [/\\grouppolicy\\.*\\scripts\\/i, "logon script"],
    [
      /\\microsoft\\(word\\startup|excel\\xlstart|outlook\\vbaproject\.otm|templates\\normal\.dotm)/i,
      "office",
    ],
  ];
  const PERSISTENT_POSIX = [
    [/^\/etc\/cron|^\/var\/spool\/cron\//, "crontab"],
    [/\/\.(bashrc|bash_profile|bash_login|profile|zshrc|zprofile|zshenv)$/, "shell profile"],
    [/^\/etc\/(profile|bash\.bashrc|profile\.d\/.*)$/, "shell profile"],
    [/^\/etc\/(init\.d\/|rc\.local$|rc\d?\.d\/)/, "init script"],
    [/\/systemd\/(system|user)\//, "systemd unit"],
    [/\/(LaunchAgents|LaunchDaemons)\//, "launch agent"],
    [/\/\.ssh\/authorized_keys$/, "authorised keys"],
    [/\/\.config\/autostart\//, "autostart"],
    [/^\/etc\/ld\.so\.preload$/, "preload"],
    [/\/\.git\/hooks\/|\/\.github\/workflows\//, "repository hook"],
  ];

  // Returns the name of the mechanism, or undefined.
  function mechanismOf(path) {
    const list = isWindows() ? PERSISTENT_WINDOWS : PERSISTENT_POSIX;
    return list.find(([pattern]) => pattern.test(path))?.[1];
  }

  stage.parts.paths = {
    isWindows,
    normalise,
    parentOf,
    nameOf,
    join,
    keyOf,
    separator,
    special,
    mechanismOf,
  };
});
