(function (stage) {
  "use strict";
  // Whom and what a sample may meet, before a caller's wishes: `stage.parts.choices`. The names are those of
  // ordinary people and machines: samples look for the names of sandboxes.

  const { UPPER, DIGITS, WORD } = stage.parts.seeded;

  const HOUR = 3_600_000;
  const DAY = 24 * HOUR;
  const FIRST_NAMES = (
    "Karen Stephen Priya Gareth Helen Marcus Fiona Callum Yasmin Derek Louise Oliver Nadia Graham Bethan " +
    "Rajesh Siobhan Martin Alison Tomasz Joanna Keith Imogen Patrick Leanne Dominic Sarah Alistair Megan " +
    "Victor"
  ).split(" ");
  const LAST_NAMES = (
    "Whitfield Prescott Mistry Llewellyn Ashworth Okafor Galbraith Sutcliffe Rahman Pemberton Hargreaves " +
    "Lockwood Marchetti Thornley Bevan Chaudhry Donnelly Fairclough Wainwright Kowalczyk Birkett " +
    "Tattersall Redmond Ormerod Cartwright Mulligan Stanhope Dalgleish Pritchard Ibbotson"
  ).split(" ");
  const COMPANIES = (
    "northgate harcourt brindley meridian castleton ashdown westbrook kingsway fairmount oakfield " +
    "stanmore larkhill"
  ).split(" ");
  const HOST_PURPOSES = "build web api deploy runner jobs".split(" ");
  const PACKAGES = (
    "billing-portal customer-dashboard order-service intranet-frontend reporting-api inventory-sync " +
    "booking-web mail-templates"
  ).split(" ");
  const SCREENS = [
    [1920, 1080],
    [1920, 1080],
    [2560, 1440],
    [1536, 864],
    [1920, 1200],
  ];
  const GPUS = [
    ["Intel", "Intel(R) UHD Graphics 620 (0x00005917)"],
    ["Intel", "Intel(R) Iris(R) Xe Graphics (0x00009A49)"],
    ["NVIDIA", "NVIDIA GeForce GTX 1650 (0x00001F99)"],
    ["AMD", "AMD Radeon(TM) Graphics (0x00001638)"],
  ];
  const WINDOWS_BUILDS = "10.0.19045 10.0.22621 10.0.22631".split(" ");
  const LINUX_KERNELS = "5.15.0-125-generic 6.8.0-49-generic 6.8.0-51-generic".split(" ");
  const MAC_MAKERS = "3c:52:82 8c:16:45 a4:bb:6d f8:b4:6a d8:9e:f3 98:fa:9b".split(" ");
  const CHROME = "131.0.0.0";
  const NODE = "v22.14.0";

  const WINDOWS_PROCESSES = (
    "System Registry smss.exe csrss.exe wininit.exe services.exe lsass.exe svchost.exe svchost.exe " +
    "svchost.exe svchost.exe svchost.exe winlogon.exe fontdrvhost.exe dwm.exe spoolsv.exe MsMpEng.exe " +
    "SearchIndexer.exe sihost.exe taskhostw.exe explorer.exe ctfmon.exe StartMenuExperienceHost.exe " +
    "RuntimeBroker.exe SecurityHealthSystray.exe OneDrive.exe OUTLOOK.EXE WINWORD.EXE EXCEL.EXE " +
    "Teams.exe chrome.exe chrome.exe chrome.exe AcroRd32.exe Spotify.exe conhost.exe"
  ).split(" ");
  const LINUX_PROCESSES = (
    "systemd systemd-journald systemd-udevd systemd-resolved dbus-daemon cron rsyslogd sshd containerd " +
    "dockerd unattended-upgr agetty nginx nginx postgres bash npm node"
  ).split(" ");
  const PROGRAMS = (
    "Microsoft Office Professional Plus 2019;Google Chrome;Adobe Acrobat Reader DC;7-Zip 23.01 (x64);" +
    "VLC media player;Microsoft Teams;Microsoft OneDrive;Notepad++ (64-bit x64);Zoom;" +
    "Mozilla Firefox (x64 en-GB);Spotify;Microsoft Visual C++ 2015-2022 Redistributable (x64)"
  ).split(";");

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
      ip: [
        choose.of([81, 82, 86, 90, 92]),
        choose.below(256),
        choose.below(256),
        choose.between(2, 254),
      ].join("."),
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
    const script =
      choose.of(["Invoice_", "Statement_", "Order_", "Delivery_note_"]) + choose.letters(DIGITS, 6);
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
        CHROME +
        " Safari/537.36",
      url: "https://www." + company + "-group.co.uk/account/overview.html",
      referrer: "https://www.google.com/",
      cookies:
        "_ga=GA1.1." +
        choose.letters(DIGITS, 9) +
        ".17" +
        choose.letters(DIGITS, 8) +
        "; session_id=" +
        choose.letters("0123456789abcdef", 32),
      title: "Account overview",
      script_name: script + ".js",
      script_folder: "",
      arguments: [],
      processes: WINDOWS_PROCESSES,
      programs: PROGRAMS,
      drives: [
        {
          letter: "C",
          kind: "fixed",
          label: "Windows",
          serial: choose.letters("0123456789ABCDEF", 8),
          size_gb: choose.of([237, 475, 931]),
          free_gb: choose.between(41, 180),
          file_system: "NTFS",
        },
        {
          letter: "D",
          kind: "cdrom",
          label: "",
          serial: "00000000",
          size_gb: 0,
          free_gb: 0,
          file_system: "",
        },
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
      drives: [
        {
          letter: "/",
          kind: "fixed",
          label: "cloudimg-rootfs",
          serial: choose.letters("0123456789abcdef", 8),
          size_gb: choose.of([78, 155, 310]),
          free_gb: choose.between(18, 60),
          file_system: "ext4",
        },
      ],
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
      SLACK_BOT_TOKEN: [
        "xoxb",
        choose.letters(DIGITS, 12),
        choose.letters(DIGITS, 13),
        choose.letters(WORD, 24),
      ].join("-"),
      STRIPE_SECRET_KEY: "sk_live_" + choose.letters(WORD, 24),
      DATABASE_URL: "postgres://app:" + choose.letters(WORD, 16) + "@db.internal:5432/app",
    };
  }

  stage.parts.choices = { windows: chooseWindows, linux: chooseLinux };
});
