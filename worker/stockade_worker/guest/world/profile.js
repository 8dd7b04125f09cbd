(function (stage) {
  "use strict";
  // The person and the machine that a sample believes it has met: `stage.profile`; its environment:
  // `stage.environment`; and what the world answers: `stage.answers`.
  //
  // A profile is made at its first use in a run, from the seed and from what the caller has given. The same
  // seed gives the same one, whatever the sample did before. Values that follow from others (paths, variables,
  // addresses of the local network) are made last, so that a given user or computer shows in all of them.

  const HOUR = 3_600_000;
  const MAX_VARIABLES = 1000; // of the environment: a search goes through all of them

  const DEFAULT_ANSWERS = { http: "success", files: "plausible", shell: "success", unknown: "absent", http_body: "auto" };

  // ---- what follows

  function completeWindows(profile, choose) {
    const home = "C:\\Users\\" + profile.user;
    Object.assign(profile, {
      home,
      desktop: home + "\\Desktop",
      documents: home + "\\Documents",
      app_data: home + "\\AppData\\Roaming",
      local_app_data: home + "\\AppData\\Local",
      temp: home + "\\AppData\\Local\\Temp",
      system_root: "C:\\Windows",
      user_sid:
        "S-1-5-21-" +
        [0, 0, 0].map(() => choose.between(1e8, 4e9)).join("-") +
        "-" +
        choose.between(1001, 1800),
    });
    profile.script_folder ||= home + "\\Downloads";
    profile.environment = {
      __proto__: null,
      ALLUSERSPROFILE: "C:\\ProgramData",
      APPDATA: profile.app_data,
      CommonProgramFiles: "C:\\Program Files\\Common Files",
      "CommonProgramFiles(x86)": "C:\\Program Files (x86)\\Common Files",
      COMPUTERNAME: profile.computer,
      ComSpec: "C:\\Windows\\system32\\cmd.exe",
      HOMEDRIVE: "C:",
      HOMEPATH: "\\Users\\" + profile.user,
      LOCALAPPDATA: profile.local_app_data,
      LOGONSERVER: "\\\\" + profile.domain.slice(0, 8) + "-DC01",
      NUMBER_OF_PROCESSORS: String(profile.cores),
      OS: "Windows_NT",
      Path:
        "C:\\Windows\\system32;C:\\Windows;C:\\Windows\\System32\\Wbem;C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\;" +
        profile.local_app_data +
        "\\Microsoft\\WindowsApps",
      PATHEXT: ".COM;.EXE;.BAT;.CMD;.VBS;.VBE;.JS;.JSE;.WSF;.WSH;.MSC",
      PROCESSOR_ARCHITECTURE: "AMD64",
      PROCESSOR_IDENTIFIER: "Intel64 Family 6 Model 142 Stepping 12, GenuineIntel",
      PROCESSOR_LEVEL: "6",
      PROCESSOR_REVISION: "8e0c",
      ProgramData: "C:\\ProgramData",
      ProgramFiles: "C:\\Program Files",
      "ProgramFiles(x86)": "C:\\Program Files (x86)",
      ProgramW6432: "C:\\Program Files",
      PSModulePath:
        "C:\\Program Files\\WindowsPowerShell\\Modules;C:\\Windows\\system32\\WindowsPowerShell\\v1.0\\Modules",
      PUBLIC: "C:\\Users\\Public",
      SystemDrive: "C:",
      SystemRoot: "C:\\Windows",
      TEMP: profile.temp,
      TMP: profile.temp,
      USERDNSDOMAIN: profile.domain + ".LOCAL",
      USERDOMAIN: profile.domain,
      USERNAME: profile.user,
      USERPROFILE: home,
      windir: "C:\\Windows",
    };
  }

  function completeLinux(profile) {
    const home = profile.user === "root" ? "/root" : "/home/" + profile.user;
    const folder = home + "/" + profile.package_name;
    Object.assign(profile, { home, temp: "/tmp", package_folder: folder });
    profile.script_folder ||= folder;
    profile.environment = {
      __proto__: null,
      SHELL: "/bin/bash",
      PWD: profile.script_folder,
      LOGNAME: profile.user,
      HOME: home,
      LANG: profile.locale.replace("-", "_") + ".UTF-8",
      USER: profile.user,
      HOSTNAME: profile.computer,
      PATH: home + "/.local/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
      TERM: "xterm-256color",
      CI: "true",
      NODE_ENV: "production",
      npm_config_registry: "https://registry.npmjs.org/",
      npm_package_name: profile.package_name,
      npm_lifecycle_event: "postinstall",
      ...profile.secrets,
    };
  }

  // ---- the whole

  // A value of the kind that was chosen; one that can't be taken so is as if it had not been given.
  function coerced(value, model) {
    if (value === null || value === undefined) return model;
    if (typeof model === "number") return Number.isFinite(Number(value)) ? Number(value) : model;
    if (typeof model === "string") return typeof value === "object" ? model : String(value);
    if (Array.isArray(model)) return Array.isArray(value) ? value : [value];
    return value;
  }

  function makeProfile() {
    const choose = stage.parts.seeded.chooser(stage.seed);
    const profile =
      stage.persona === "node" ? stage.parts.choices.linux(choose) : stage.parts.choices.windows(choose);
    const given = stage.given.profile ?? {};
    for (const key of Object.keys(given)) {
      if (key !== "env") profile[key] = coerced(given[key], profile[key]);
    }
    profile.local_ip = "192.168." + choose.of([0, 1, 1, 10, 50]) + "." + choose.between(20, 200);
    profile.boot_ms = Math.floor(stage.clock.now() / HOUR) * HOUR - profile.up_ms;
    if (profile.platform === "linux") completeLinux(profile);
    else completeWindows(profile, choose);
    profile.env = given.env ?? {};
    return profile;
  }

  // ---- variables

  let profile;
  let names; // of variables on Windows, which knows them in any case: in capitals -> as it is written

  const isWindows = () => stage.profile.platform === "windows";

  // Returns the name that a variable is kept under.
  function nameOf(name) {
    return isWindows() ? (names.get(name.toUpperCase()) ?? name) : name;
  }

  // A null takes a variable away.
  function setVariable(given, value) {
    const { environment: variables } = stage.profile;
    const name = nameOf(String(given));
    if (value === null) {
      delete variables[name];
      names.delete(name.toUpperCase());
    } else if (names.size < MAX_VARIABLES || name in variables) {
      variables[name] = String(value);
      names.set(name.toUpperCase(), name);
    }
  }

  const getVariable = (name) => stage.profile.environment[nameOf(String(name))];

  // %NAME% in a text becomes the value; a name that nobody knows stays as it is.
  function expand(text) {
    if (!text.includes("%")) return text;
    return text.replace(/%([^%\s=]+)%/g, (whole, name) => getVariable(name) ?? whole);
  }

  // ---- of a run

  function openProfile() {
    if (profile === undefined) {
      profile = makeProfile();
      names = new Map(Object.keys(profile.environment).map((name) => [name.toUpperCase(), name]));
      for (const [name, value] of Object.entries(profile.env)) setVariable(name, value);
    }
    return profile;
  }

  stage.onStart(() => {
    profile = names = undefined;
    stage.answers = { ...DEFAULT_ANSWERS, ...stage.given.answers };
  });

  Object.defineProperty(stage, "profile", { get: openProfile, enumerable: true });

  // Variables of the made-up machine, as the sample has left them.
  stage.environment = { get: getVariable, set: setVariable, expand };
});
