(function (stage) {
  "use strict";
  // The person and the machine that a sample believes it has met: `stage.profile`, and what the world
  // answers: `stage.answers`.
  //
  // Both are made at their first use in a run, from the seed and from what the caller has given. The same
  // seed gives the same profile, whatever the sample did before. Values that follow from others (paths,
  // environment, addresses of the local network) are made last, so that a given user or computer shows in
  // all of them. The names are those of ordinary people: samples look for the names of sandboxes.

  const HOUR = 3_600_000;
  const DAY = 24 * HOUR;
  const MAX_VARIABLES = 1000; // of the environment: a search goes through all of them

  const FIRST_NAMES = [
    "Karen", "Stephen", "Priya", "Gareth", "Helen", "Marcus", "Fiona", "Callum", "Yasmin", "Derek",
    "Louise", "Oliver", "Nadia", "Graham", "Bethan", "Rajesh", "Siobhan", "Martin", "Alison", "Tomasz",
    "Joanna", "Keith", "Imogen", "Patrick", "Leanne", "Dominic", "Sarah", "Alistair", "Megan", "Victor",
  ];
  const LAST_NAMES = [
    "Whitfield", "Prescott", "Mistry", "Llewellyn", "Ashworth", "Okafor", "Galbraith", "Sutcliffe",
    "Rahman", "Pemberton", "Hargreaves", "Lockwood", "Marchetti", "Thornley", "Bevan", "Chaudhry",
    "Donnelly", "Fairclough", "Wainwright", "Kowalczyk", "Birkett", "Tattersall", "Redmond", "Ormerod",
    "Cartwright", "Mulligan", "Stanhope", "Dalgleish", "Pritchard", "Ibbotson",
  ];
  const COMPANIES = [
    "northgate", "harcourt", "brindley", "meridian", "castleton", "ashdown", "westbrook", "kingsway",
    "fairmount", "oakfield", "stanmore", "larkhill",
  ];
  const HOST_PURPOSES = ["build", "web", "api", "deploy", "runner", "jobs"];
  const PACKAGES = [
    "billing-portal", "customer-dashboard", "order-service", "intranet-frontend", "reporting-api",
    "inventory-sync", "booking-web", "mail-templates",
  ];
  const SCREENS = [[1920, 1080], [1920, 1080], [2560, 1440], [1536, 864], [1920, 1200]];
  const GPUS = [
    ["Intel", "Intel(R) UHD Graphics 620 (0x00005917)"],
    ["Intel", "Intel(R) Iris(R) Xe Graphics (0x00009A49)"],
    ["NVIDIA", "NVIDIA GeForce GTX 1650 (0x00001F99)"],
    ["AMD", "AMD Radeon(TM) Graphics (0x00001638)"],
  ];
  const WINDOWS_BUILDS = ["10.0.19045", "10.0.22621", "10.0.22631"];
  const LINUX_KERNELS = ["5.15.0-125-generic", "6.8.0-49-generic", "6.8.0-51-generic"];
  const MAC_MAKERS = ["3c:52:82", "8c:16:45", "a4:bb:6d", "f8:b4:6a", "d8:9e:f3", "98:fa:9b"];
  const CHROME = "131.0.0.0";
  const NODE = "v22.14.0";

  const WINDOWS_PROCESSES = [
    "System", "Registry", "smss.exe", "csrss.exe", "wininit.exe", "services.exe", "lsass.exe",
    "svchost.exe", "svchost.exe", "svchost.exe", "svchost.exe", "svchost.exe", "winlogon.exe",
    "fontdrvhost.exe", "dwm.exe", "spoolsv.exe", "MsMpEng.exe", "SearchIndexer.exe", "sihost.exe",
    "taskhostw.exe", "explorer.exe", "ctfmon.exe", "StartMenuExperienceHost.exe", "RuntimeBroker.exe",
    "SecurityHealthSystray.exe", "OneDrive.exe", "OUTLOOK.EXE", "WINWORD.EXE", "EXCEL.EXE", "Teams.exe",
    "chrome.exe", "chrome.exe", "chrome.exe", "AcroRd32.exe", "Spotify.exe", "conhost.exe",
  ];
  const LINUX_PROCESSES = [
    "systemd", "systemd-journald", "systemd-udevd", "systemd-resolved", "dbus-daemon", "cron", "rsyslogd",
    "sshd", "containerd", "dockerd", "unattended-upgr", "agetty", "nginx", "nginx", "postgres", "bash",
    "npm", "node",
  ];
  const PROGRAMS = [
    "Microsoft Office Professional Plus 2019", "Google Chrome", "Adobe Acrobat Reader DC", "7-Zip 23.01 (x64)",
    "VLC media player", "Microsoft Teams", "Microsoft OneDrive", "Notepad++ (64-bit x64)", "Zoom",
    "Mozilla Firefox (x64 en-GB)", "Spotify", "Microsoft Visual C++ 2015-2022 Redistributable (x64)",
  ];

  const DEFAULT_ANSWERS = { http: "success", files: "plausible", shell: "success", http_body: "auto" };

  // ---- chance of its own

  // Numbers that follow from the seed alone (mulberry32). The sample's Math.random is another generator.
  function chooser(seed) {
    let state = (Number(seed) ^ 0x5f3759df) >>> 0;
    const next = () => {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
    const below = (bound) => Math.floor(next() * bound);
    const of = (list) => list[below(list.length)];
    const letters = (alphabet, count) => Array.from({ length: count }, () => of(alphabet)).join("");
    return { below, of, letters, between: (low, high) => low + below(high - low + 1) };
  }

  const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const LOWER = UPPER.toLowerCase();
  const DIGITS = "0123456789";
  const WORD = UPPER + LOWER + DIGITS;

  // ---- what is chosen

  function choosePerson(choose) {
    const first = choose.of(FIRST_NAMES);
    const last = choose.of(LAST_NAMES);
    const company = choose.of(COMPANIES);
    const spellings = [first[0] + last, first + "." + last, last + first[0]];
    return { first, company, full_name: first + " " + last, user: choose.of(spellings).toLowerCase() };
  }

  function chooseMachine(choose) {
    const [screen_width, screen_height] = choose.of(SCREENS);
    const [maker, gpu] = choose.of(GPUS);
    const now = Math.floor(stage.clock.now() / DAY) * DAY;
    return {
      ip: [choose.of([81, 82, 86, 90, 92]), choose.below(256), choose.below(256), choose.between(2, 254)].join("."),
      mac: choose.of(MAC_MAKERS) + (":" + choose.letters("0123456789abcdef", 6).replace(/..(?=.)/g, "$&:")),
      time_zone_minutes: 0,
      locale: "en-GB",
      screen_width,
      screen_height,
      color_depth: 24,
      cores: choose.of([4, 8, 8, 12]),
      memory_gb: choose.of([8, 16, 16, 32]),
      gpu_vendor: "Google Inc. (" + maker + ")",
      gpu_renderer: "ANGLE (" + maker + ", " + gpu + " Direct3D11 vs_5_0 ps_5_0, D3D11)",
      canvas: "data:image/png;base64," + canvasPng(choose),
      install_date_ms: now - choose.between(120, 700) * DAY + choose.between(8 * 3600, 18 * 3600) * 1000,
      up_ms: choose.between(3 * HOUR, 90 * HOUR),
    };
  }

  // What a canvas gives is only ever compared and hashed: that it differs from machine to machine is all
  // that counts, and no picture is in it.
  function canvasPng(choose) {
    const beginning =
      "iVBORw0KGgoAAAANSUhEUgAAASwAAACWCAYAAABkW7XSAAAEYklEQVR4Xu3UAQkAAAwCwdm/9HI83BLIOdw5AgQIRAQWySkmAQIEzmB5";
    return beginning + choose.letters(WORD + "+/", 512) + "AAAAAElFTkSuQmCC";
  }

  function chooseWindows(choose) {
    const { company, full_name, user } = choosePerson(choose);
    const prefix = company.slice(0, 3).toUpperCase();
    const script = choose.of(["Invoice_", "Statement_", "Order_", "Delivery_note_"]) + choose.letters(DIGITS, 6);
    return {
      ...chooseMachine(choose),
      platform: "windows",
      user,
      full_name,
      computer: choose.of([
        prefix + "-LT" + choose.letters(DIGITS, 4),
        prefix + "-PC" + choose.letters(DIGITS, 3),
        "DESKTOP-" + choose.letters(UPPER + DIGITS, 7),
      ]),
      domain: company.toUpperCase(),
      os_version: choose.of(WINDOWS_BUILDS),
      user_agent:
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/" +
        CHROME + " Safari/537.36",
      url: "https://www." + company + "-group.co.uk/account/overview.html",
      referrer: "https://www.google.com/",
      cookies: "_ga=GA1.1." + choose.letters(DIGITS, 9) + ".17" + choose.letters(DIGITS, 8) +
        "; session_id=" + choose.letters("0123456789abcdef", 32),
      title: "Account overview",
      script_name: script + ".js",
      script_folder: "",
      arguments: [],
      processes: WINDOWS_PROCESSES,
      programs: PROGRAMS,
      drives: [
        { letter: "C", kind: "fixed", label: "Windows", serial: choose.letters("0123456789ABCDEF", 8), size_gb: choose.of([237, 475, 931]), free_gb: choose.between(41, 180), file_system: "NTFS" },
        { letter: "D", kind: "cdrom", label: "", serial: "00000000", size_gb: 0, free_gb: 0, file_system: "" },
      ],
      node_version: NODE,
      package_name: choose.of(PACKAGES),
    };
  }

  function chooseLinux(choose) {
    const { first, company, full_name } = choosePerson(choose);
    const package_name = choose.of(PACKAGES);
    return {
      ...chooseMachine(choose),
      platform: "linux",
      user: first.toLowerCase(),
      full_name,
      computer: choose.of(HOST_PURPOSES) + "-" + company + "-" + choose.letters("12345678", 2),
      domain: company + ".internal",
      os_version: choose.of(LINUX_KERNELS),
      user_agent: "node",
      url: "",
      referrer: "",
      cookies: "",
      title: "",
      script_name: "index.js",
      script_folder: "",
      arguments: [],
      processes: LINUX_PROCESSES,
      programs: ["git", "docker", "python3", "curl", "wget", "gcc", "make", "node", "npm", "aws", "kubectl"],
      drives: [{ letter: "/", kind: "fixed", label: "cloudimg-rootfs", serial: choose.letters("0123456789abcdef", 8), size_gb: choose.of([78, 155, 310]), free_gb: choose.between(18, 60), file_system: "ext4" }],
      node_version: NODE,
      package_name,
      secrets: chooseSecrets(choose),
    };
  }

  // Bait. The forms are right and the values are chance: the checksums in those that have one are wrong.
  function chooseSecrets(choose) {
    return {
      AWS_ACCESS_KEY_ID: "AKIA" + choose.letters(UPPER + "234567", 16),
      AWS_SECRET_ACCESS_KEY: choose.letters(WORD + "+/", 40),
      AWS_DEFAULT_REGION: "eu-west-2",
      NPM_TOKEN: "npm_" + choose.letters(WORD, 36),
      GITHUB_TOKEN: "ghp_" + choose.letters(WORD, 36),
      SLACK_BOT_TOKEN: ["xoxb", choose.letters(DIGITS, 12), choose.letters(DIGITS, 13), choose.letters(WORD, 24)].join("-"),
      STRIPE_SECRET_KEY: "sk_live_" + choose.letters(WORD, 24),
      DATABASE_URL: "postgres://app:" + choose.letters(WORD, 16) + "@db.internal:5432/app",
    };
  }

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
      user_sid: "S-1-5-21-" + [0, 0, 0].map(() => choose.between(1e8, 4e9)).join("-") + "-" + choose.between(1001, 1800),
    });
    profile.script_folder ||= home + "\\Downloads";
    profile.environment = {
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
      Path: "C:\\Windows\\system32;C:\\Windows;C:\\Windows\\System32\\Wbem;C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\;" +
        profile.local_app_data + "\\Microsoft\\WindowsApps",
      PATHEXT: ".COM;.EXE;.BAT;.CMD;.VBS;.VBE;.JS;.JSE;.WSF;.WSH;.MSC",
      PROCESSOR_ARCHITECTURE: "AMD64",
      PROCESSOR_IDENTIFIER: "Intel64 Family 6 Model 142 Stepping 12, GenuineIntel",
      PROCESSOR_LEVEL: "6",
      PROCESSOR_REVISION: "8e0c",
      ProgramData: "C:\\ProgramData",
      ProgramFiles: "C:\\Program Files",
      "ProgramFiles(x86)": "C:\\Program Files (x86)",
      ProgramW6432: "C:\\Program Files",
      PSModulePath: "C:\\Program Files\\WindowsPowerShell\\Modules;C:\\Windows\\system32\\WindowsPowerShell\\v1.0\\Modules",
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
    const choose = chooser(stage.seed);
    const profile = stage.persona === "node" ? chooseLinux(choose) : chooseWindows(choose);
    const given = stage.given?.profile ?? {};
    for (const key of Object.keys(given)) {
      if (key !== "env") profile[key] = coerced(given[key], profile[key]);
    }
    profile.local_ip = "192.168." + choose.of([0, 1, 1, 10, 50]) + "." + choose.between(20, 200);
    profile.boot_ms = Math.floor(stage.clock.now() / HOUR) * HOUR - profile.up_ms;
    if (profile.platform === "linux") completeLinux(profile);
    else completeWindows(profile, choose);
    profile.env = given.env ?? {};
    for (const [name, value] of Object.entries(profile.env)) setVariable(profile, name, value);
    return profile;
  }

  // Windows knows a variable by its name in any case. A null takes one away.
  function setVariable(profile, name, value) {
    const known = variableName(profile, name) ?? name;
    const count = Object.keys(profile.environment).length;
    if (count >= MAX_VARIABLES && !Object.hasOwn(profile.environment, known)) return;
    if (value === null) delete profile.environment[known];
    else profile.environment[known] = String(value);
  }

  function variableName(profile, name) {
    if (Object.hasOwn(profile.environment, name) || profile.platform === "linux") return name;
    const wanted = name.toUpperCase();
    return Object.keys(profile.environment).find((key) => key.toUpperCase() === wanted);
  }

  let profile;
  let answers;

  stage.onStart(() => {
    profile = answers = undefined;
  });

  Object.defineProperties(stage, {
    profile: {
      get: () => (profile ??= makeProfile()),
      configurable: true,
      enumerable: true,
    },
    answers: {
      get: () => (answers ??= { ...DEFAULT_ANSWERS, ...stage.given?.answers }),
      configurable: true,
      enumerable: true,
    },
  });

  // `stage.environment`: variables of the made-up machine, as the sample has left them.
  stage.environment = {
    get(name) {
      const known = variableName(stage.profile, String(name));
      return known === undefined ? undefined : stage.profile.environment[known];
    },
    set: (name, value) => setVariable(stage.profile, String(name), value),
    // %NAME% in a text becomes the value; a name that nobody knows stays as it is.
    expand: (text) =>
      text.replace(/%([^%\s=]+)%/g, (whole, name) => stage.environment.get(name) ?? whole),
  };
});
