(function (stage) {
  "use strict";
  // The made-up file system: `stage.files`.
  //
  // Theory of operation. What exists is a table, made from the profile at first use: files with their
  // contents or sizes, and the folders that they are in. What the sample changes lies over it, in `written`:
  // a path there has a new entry, or null if it was removed. Both are keyed by the normalised path, in lower
  // case on Windows. A listing looks through both; nothing else does.
  //
  // Every operation takes (path, …, options), records an effect of the kind "file" and returns an object
  // with `error`: "" or the name that the C library has for what went wrong (ENOENT, EEXIST, …). Options
  // are `client` (who asks), and what the operation says. Nothing is ever refused for want of rights: what
  // a sample does with a file is what we are here to see.

  const MAX_WRITTEN = 2000; // files and folders that are kept
  const MAX_KEPT_BYTES = 8 << 20; // of their contents; what is beyond has a size only
  const MAX_MADE_BYTES = 1 << 20; // that are made for a file of which only the size is known
  const MAX_PATH = 4096;

  const LINE_FEED = 10;
  const DAY = 86_400_000;

  let table; // what exists: key -> entry {path, kind, size, content, modified, mode}
  let written; // what the sample did: key -> entry, or null for removed
  let keptBytes = 0;
  let lastNumber = 0;

  stage.onStart(() => {
    table = undefined;
    written = new Map();
    keptBytes = lastNumber = 0;
  });

  const isWindows = () => stage.profile.platform === "windows";

  // ---- paths

  const SHORT_NAMES = { "progra~1": "Program Files", "progra~2": "Program Files (x86)", "docume~1": "Users" };

  // Returns the absolute path without "." and "..", in the form of the machine.
  function normalise(path, folder = stage.profile.script_folder) {
    const text = String(path).slice(0, MAX_PATH);
    return isWindows() ? normaliseWindows(text, folder) : normalisePosix(text, folder);
  }

  function normalisePosix(text, folder) {
    const whole = text.startsWith("/") ? text : folder + "/" + text;
    return "/" + withoutDots(whole.split("/")).join("/");
  }

  function normaliseWindows(text, folder) {
    let whole = stage.environment.expand(text).replace(/\//g, "\\").replace(/^\\\\[?.]\\(?=[A-Za-z]:)/, "");
    if (/^\\\\[^\\]/.test(whole)) return "\\\\" + withoutDots(whole.split("\\")).join("\\");
    if (/^\\/.test(whole)) whole = folder.slice(0, 2) + whole;
    else if (!/^[A-Za-z]:/.test(whole)) whole = folder + "\\" + whole;
    else if (whole[2] !== "\\") whole = whole.slice(0, 2) + "\\" + whole.slice(2);
    const parts = withoutDots(whole.slice(2).split("\\")).map(longName);
    return whole[0].toUpperCase() + ":\\" + parts.join("\\");
  }

  function longName(part) {
    const lower = part.toLowerCase();
    if (lower.startsWith(stage.profile.user.slice(0, 6).toLowerCase() + "~1")) return stage.profile.user;
    return SHORT_NAMES[lower] ?? part;
  }

  function withoutDots(parts) {
    const kept = [];
    for (const part of parts) {
      if (part === "..") kept.pop();
      else if (part !== "" && part !== ".") kept.push(part);
    }
    return kept;
  }

  const separator = () => (isWindows() ? "\\" : "/");
  const keyOf = (path) => (isWindows() ? path.toLowerCase() : path);

  function parentOf(path) {
    const at = path.lastIndexOf(separator());
    if (isWindows()) return at <= 2 ? path.slice(0, 3) : path.slice(0, at);
    return at <= 0 ? "/" : path.slice(0, at);
  }

  const nameOf = (path) => path.slice(path.lastIndexOf(separator()) + 1);

  function join(folder, name) {
    return folder.endsWith(separator()) ? folder + name : folder + separator() + name;
  }

  // ---- what exists

  const WINDOWS_SYSTEM_FILES = {
    "C:\\": ["pagefile.sys:8589934592", "hiberfil.sys:6871947673", "swapfile.sys:16777216"],
    "C:\\Windows": ["explorer.exe:5223904", "notepad.exe:201216", "regedit.exe:370176", "win.ini:92", "system.ini:219", "WindowsUpdate.log:276", "hh.exe:18432", "write.exe:11264", "bfsvc.exe:78336"],
    "C:\\Windows\\System32": [
      "cmd.exe:289792", "wscript.exe:170496", "cscript.exe:161280", "mshta.exe:14848", "rundll32.exe:71680",
      "regsvr32.exe:25088", "certutil.exe:1641472", "bitsadmin.exe:186880", "notepad.exe:201216", "calc.exe:27648",
      "schtasks.exe:235008", "taskkill.exe:101376", "tasklist.exe:106496", "whoami.exe:73728", "net.exe:59904",
      "ipconfig.exe:35328", "systeminfo.exe:110080", "reg.exe:77312", "sc.exe:72192", "attrib.exe:24064",
      "xcopy.exe:47616", "curl.exe:456192", "tar.exe:59904", "ping.exe:22528", "nslookup.exe:88576", "msiexec.exe:69632",
      "svchost.exe:55320", "taskmgr.exe:1213952", "kernel32.dll:765608", "ntdll.dll:2024760", "user32.dll:1695456",
      "shell32.dll:7643648", "wshom.ocx:147968", "scrrun.dll:202240", "vbscript.dll:616448", "jscript.dll:829440",
      "msxml3.dll:1878528", "msxml6.dll:2529280", "winhttp.dll:1001984", "urlmon.dll:1993216", "drivers\\etc\\hosts:824",
      "wbem\\WMIC.exe:518656", "WindowsPowerShell\\v1.0\\powershell.exe:450560", "drivers\\tcpip.sys:2972528",
    ],
    "C:\\Windows\\SysWOW64": ["cmd.exe:236544", "wscript.exe:147456", "cscript.exe:143360", "mshta.exe:13312", "rundll32.exe:61952", "WindowsPowerShell\\v1.0\\powershell.exe:433152"],
    "C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319": ["csc.exe:2759744", "MSBuild.exe:320472", "InstallUtil.exe:41872", "RegAsm.exe:65168"],
    "C:\\Windows\\Microsoft.NET\\Framework\\v4.0.30319": ["csc.exe:2170904", "MSBuild.exe:256984", "InstallUtil.exe:42608", "RegAsm.exe:65696"],
    "C:\\Program Files\\Microsoft Office\\root\\Office16": ["WINWORD.EXE:1637216", "EXCEL.EXE:63993176", "OUTLOOK.EXE:43012936", "POWERPNT.EXE:1875304"],
    "C:\\Program Files\\Google\\Chrome\\Application": ["chrome.exe:2742376"],
    "C:\\Program Files\\Internet Explorer": ["iexplore.exe:834848"],
    "C:\\Program Files\\7-Zip": ["7z.exe:557056", "7zFM.exe:971776"],
    "C:\\Program Files\\Windows Defender": ["MpCmdRun.exe:1620480", "MSASCuiL.exe:630168"],
    "C:\\Program Files\\Notepad++": ["notepad++.exe:6969464"],
    "C:\\Program Files (x86)\\Adobe\\Acrobat Reader DC\\Reader": ["AcroRd32.exe:3103976"],
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application": ["msedge.exe:3970112"],
  };
  const WINDOWS_FOLDERS = [
    "C:\\Windows\\Temp", "C:\\Windows\\Tasks", "C:\\Windows\\System32\\Tasks", "C:\\Windows\\Fonts", "C:\\Windows\\Prefetch",
    "C:\\PerfLogs", "C:\\Program Files\\Common Files", "C:\\Program Files (x86)\\Common Files", "C:\\ProgramData\\Microsoft\\Windows\\Start Menu\\Programs\\StartUp",
    "C:\\Users\\Public\\Documents", "C:\\Users\\Public\\Downloads", "C:\\Users\\Public\\Libraries", "C:\\Users\\Public\\Pictures", "C:\\Users\\Default",
  ];
  const WINDOWS_HOME_FILES = [
    "Desktop\\Budget 2025.xlsx:48213", "Desktop\\Microsoft Teams.lnk:2341", "Desktop\\Google Chrome.lnk:2286", "Desktop\\To do.txt:412",
    "Documents\\CV.docx:38112", "Documents\\Minutes of 12 March.docx:27644", "Documents\\Household insurance.pdf:184320", "Documents\\Passwords.xlsx:11264",
    "Documents\\Expenses\\Expenses Q1.xlsx:19482", "Documents\\Expenses\\Expenses Q2.xlsx:20117", "Documents\\Outlook Files\\Outlook.pst:271360",
    "Downloads\\Agenda.pdf:91823", "Downloads\\Teams_windows_x64.exe:126976", "Downloads\\photos.zip:204800",
    "Pictures\\IMG_2041.jpg:312442", "Pictures\\IMG_2042.jpg:298110", "Pictures\\Whitby 2024\\DSC00317.JPG:401233",
    "Music\\desktop.ini:504", "Videos\\desktop.ini:504", "Favorites\\Bing.url:208", "Contacts\\desktop.ini:412", "NTUSER.DAT:1835008",
    "AppData\\Local\\Google\\Chrome\\User Data\\Local State:38211", "AppData\\Local\\Google\\Chrome\\User Data\\Default\\Login Data:49152",
    "AppData\\Local\\Google\\Chrome\\User Data\\Default\\Cookies:98304", "AppData\\Local\\Google\\Chrome\\User Data\\Default\\History:163840",
    "AppData\\Local\\Microsoft\\OneDrive\\OneDrive.exe:2613624", "AppData\\Local\\Temp\\wct7E12.tmp:63598", "AppData\\Local\\Temp\\mso4F1D.tmp:9216",
    "AppData\\Roaming\\Microsoft\\Templates\\Normal.dotm:22016", "AppData\\Roaming\\Microsoft\\Windows\\Recent\\Budget 2025.lnk:1214",
    "AppData\\Roaming\\Microsoft\\Windows\\Start Menu\\Programs\\Startup\\desktop.ini:174", "AppData\\Roaming\\Microsoft\\Windows\\SendTo\\Desktop.ini:3",
    "AppData\\Roaming\\Microsoft\\Signatures\\Work.htm:3182", "AppData\\Roaming\\Spotify\\Spotify.exe:34816",
  ];

  const LINUX_FILES = {
    "/bin": "bash:1396520 sh:125688 ls:138208 cat:35280 ps:137688 echo:35120 chmod:55816 mkdir:68104 rm:59912 nc:39616",
    "/usr/bin": "bash:1396520 env:43976 curl:260328 wget:481800 python3:5904904 perl:3956520 git:3714408 node:97852456 npm:2008 npx:2945 docker:42356224 ssh:846888 crontab:39568 base64:43808 gcc:1023096 make:239744 sudo:232416 id:39720 whoami:31408 uname:35336 which:946 find:282088 tar:517248 openssl:1001648 nohup:35336 systemctl:1115072",
    "/etc": "hosts: hostname: resolv.conf:71 os-release: passwd: group:1024 shadow:1388 fstab:464 crontab:1136 profile:582 bash.bashrc:2319 issue:26 machine-id: timezone:8 ssh/sshd_config:3254 nginx/nginx.conf:1447",
    "/proc": "version: cpuinfo: meminfo: uptime: loadavg: mounts: 1/cgroup: 1/cmdline: self/cgroup: self/cmdline: self/environ: self/maps:4096 self/status: net/tcp:600",
    "/sys/class/dmi/id": "product_name: sys_vendor: board_vendor:",
    "/var/log": "syslog:184213 auth.log:40112 dpkg.log:71234 nginx/access.log:120334",
    "/var/spool/cron/crontabs": "",
    "/root": "",
  };
  const LINUX_HOME_FILES =
    ".bash_history: .bash_logout:220 .bashrc:3771 .profile:807 .gitconfig: .npmrc: .git-credentials: .ssh/id_rsa: .ssh/id_rsa.pub:571 .ssh/known_hosts:978 .ssh/authorized_keys:571 " +
    ".ssh/config: .aws/credentials: .aws/config: .docker/config.json: .kube/config: .config/gh/hosts.yml: .config/gcloud/application_default_credentials.json: .cache/pip/selfcheck.json:112 .node_repl_history:220";
  const LINUX_FOLDERS = [
    "/tmp", "/var/tmp", "/dev/shm", "/opt", "/srv", "/mnt", "/run", "/lib", "/usr/lib/node_modules/npm", "/usr/local/bin", "/etc/cron.d", "/etc/cron.daily",
    "/etc/init.d", "/etc/systemd/system", "/lib/systemd/system", "/etc/profile.d",
  ];
  const PACKAGES = ["axios", "chalk", "dotenv", "express", "lodash", "uuid"];

  function makeTable() {
    const made = new Map();
    const { profile } = stage;
    const add = (path, size, content, age = 200) => {
      const normal = normalise(path);
      made.set(keyOf(normal), { path: normal, kind: "file", size, content, modified: profile.install_date_ms + age * 60_000, mode: 0o644 });
      addFolders(made, parentOf(normal), profile.install_date_ms);
    };
    const addAll = (folder, files) => {
      for (const file of files) {
        const at = file.lastIndexOf(":");
        const path = join(folder, file.slice(0, at));
        const content = CONTENTS[contentName(path)];
        add(path, content === undefined ? Number(file.slice(at + 1)) : 0, content, (file.length * 97) % 9000);
      }
    };
    if (isWindows()) {
      for (const [folder, files] of Object.entries(WINDOWS_SYSTEM_FILES)) addAll(folder, files);
      addAll(profile.home, WINDOWS_HOME_FILES);
      for (const folder of WINDOWS_FOLDERS) addFolders(made, folder, profile.install_date_ms);
    } else {
      for (const [folder, files] of Object.entries(LINUX_FILES)) {
        addFolders(made, folder, profile.install_date_ms);
        addAll(folder, files.split(" ").filter(Boolean));
      }
      addAll(profile.home, LINUX_HOME_FILES.split(" "));
      addPackage(profile, add);
      for (const folder of LINUX_FOLDERS) addFolders(made, folder, profile.install_date_ms);
    }
    addFolders(made, normalise(profile.script_folder), profile.install_date_ms);
    add(join(profile.script_folder, profile.script_name), 0, () => stage.given?.source ?? "");
    return made;
  }

  function addFolders(made, path, modified) {
    for (let at = path; !made.has(keyOf(at)); at = parentOf(at)) {
      made.set(keyOf(at), { path: at, kind: "directory", size: isWindows() ? 0 : 4096, modified, mode: 0o755 });
    }
  }

  function addPackage(profile, add) {
    const folder = profile.package_folder;
    const dependencies = Object.fromEntries(PACKAGES.map((name, index) => [name, "^" + (index + 1) + ".2.0"]));
    const manifest = { name: profile.package_name, version: "2.4.1", private: true, main: "index.js", scripts: { start: "node index.js", build: "webpack" }, dependencies };
    add(folder + "/package.json", 0, () => JSON.stringify(manifest, null, 2) + "\n");
    add(folder + "/package-lock.json", 88_213);
    add(folder + "/README.md", 0, () => "# " + profile.package_name + "\n");
    add(folder + "/.env", 0, () => variables(profile.secrets));
    add(folder + "/.git/config", 0, () => "[core]\n\trepositoryformatversion = 0\n[remote \"origin\"]\n\turl = git@github.com:" + profile.domain.split(".")[0] + "/" + profile.package_name + ".git\n");
    add(folder + "/.git/HEAD", 0, () => "ref: refs/heads/main\n");
    for (const name of PACKAGES) {
      const own = { name, version: dependencies[name].slice(1), main: "index.js", license: "MIT" };
      add(folder + "/node_modules/" + name + "/package.json", 0, () => JSON.stringify(own, null, 2) + "\n");
      add(folder + "/node_modules/" + name + "/index.js", 0, () => "module.exports = {};\n");
    }
  }

  const variables = (all) => Object.entries(all ?? {}).map(([name, value]) => name + "=" + value + "\n").join("");

  // ---- contents that say something, by the end of their path

  const contentName = (path) => path.slice(path.startsWith(stage.profile.home) ? stage.profile.home.length : 0);

  const base64Lines = (count, first) =>
    Array.from({ length: count }, (_, index) => stage.text.base64Encode(stage.text.utf8Encode((first + index * 7919 + stage.profile.user).repeat(9).slice(0, 52)))).join("\n");

  const CONTENTS = {
    "C:\\Windows\\win.ini": () => "; for 16-bit app support\r\n[fonts]\r\n[extensions]\r\n[mci extensions]\r\n[files]\r\n[Mail]\r\nMAPI=1\r\n",
    "C:\\Windows\\System32\\drivers\\etc\\hosts": () => "# Copyright (c) 1993-2009 Microsoft Corp.\r\n#\r\n# localhost name resolution is handled within DNS itself.\r\n#\t127.0.0.1       localhost\r\n",
    "\\Desktop\\To do.txt": () => "ring the garage\r\nbook dentist\r\nsend invoice to accounts\r\n",
    "/etc/hosts": () => "127.0.0.1 localhost\n127.0.1.1 " + stage.profile.computer + "\n\n::1     ip6-localhost ip6-loopback\n",
    "/etc/hostname": () => stage.profile.computer + "\n",
    "/etc/os-release": () => 'PRETTY_NAME="Ubuntu 22.04.5 LTS"\nNAME="Ubuntu"\nVERSION_ID="22.04"\nVERSION="22.04.5 LTS (Jammy Jellyfish)"\nID=ubuntu\nID_LIKE=debian\n',
    "/etc/passwd": () => "root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\nwww-data:x:33:33:www-data:/var/www:/usr/sbin/nologin\nsshd:x:106:65534::/run/sshd:/usr/sbin/nologin\npostgres:x:113:118:PostgreSQL administrator,,,:/var/lib/postgresql:/bin/bash\n" +
      stage.profile.user + ":x:1000:1000:" + stage.profile.full_name + ",,,:" + stage.profile.home + ":/bin/bash\n",
    "/etc/machine-id": () => stage.text.hex(stage.text.utf8Encode((stage.profile.computer + "0123456789abcdef").slice(0, 16))) + "\n",
    "/proc/version": () => "Linux version " + stage.profile.os_version + " (buildd@lcy02-amd64-080) (gcc (Ubuntu 11.4.0-1ubuntu1~22.04) 11.4.0) #135-Ubuntu SMP\n",
    "/proc/cpuinfo": () => Array.from({ length: stage.profile.cores }, (_, index) => "processor\t: " + index + "\nvendor_id\t: GenuineIntel\nmodel name\t: Intel(R) Xeon(R) Gold 6226R CPU @ 2.90GHz\ncpu MHz\t\t: 2893.202\ncache size\t: 22528 KB\n").join("\n") + "\n",
    "/proc/meminfo": () => "MemTotal:       " + stage.profile.memory_gb * 1_013_248 + " kB\nMemFree:         1523412 kB\nMemAvailable:    5120344 kB\n",
    "/proc/uptime": () => uptimeSeconds() + " " + uptimeSeconds() * 3 + "\n",
    "/proc/loadavg": () => "0.21 0.17 0.11 1/412 20817\n",
    "/proc/mounts": () => "/dev/sda1 / ext4 rw,relatime 0 0\nproc /proc proc rw,nosuid,nodev,noexec,relatime 0 0\ntmpfs /dev/shm tmpfs rw,nosuid,nodev 0 0\n",
    "/proc/1/cgroup": () => "0::/init.scope\n",
    "/proc/1/cmdline": () => "/sbin/init\0splash\0",
    "/proc/self/cgroup": () => "0::/user.slice/user-1000.slice/session-3.scope\n",
    "/proc/self/cmdline": () => "node\0" + stage.profile.script_name + "\0",
    "/proc/self/environ": () => variables(stage.profile.environment).replace(/\n/g, "\0"),
    "/proc/self/status": () => "Name:\tnode\nState:\tR (running)\nTracerPid:\t0\nUid:\t1000\t1000\t1000\t1000\n",
    "/sys/class/dmi/id/product_name": () => "PowerEdge R440\n",
    "/sys/class/dmi/id/sys_vendor": () => "Dell Inc.\n",
    "/sys/class/dmi/id/board_vendor": () => "Dell Inc.\n",
    "/.bash_history": () => "git pull\nnpm ci\nnpm run build\ndocker compose up -d\nkubectl get pods\nssh deploy@db.internal\nexit\n",
    "/.gitconfig": () => "[user]\n\tname = " + stage.profile.full_name + "\n\temail = " + stage.profile.user + "@" + stage.profile.domain.replace(".internal", ".co.uk") + "\n",
    "/.npmrc": () => "registry=https://registry.npmjs.org/\n//registry.npmjs.org/:_authToken=" + stage.profile.secrets?.NPM_TOKEN + "\n",
    "/.git-credentials": () => "https://" + stage.profile.user + ":" + stage.profile.secrets?.GITHUB_TOKEN + "@github.com\n",
    "/.ssh/id_rsa": () => "-----BEGIN OPENSSH PRIVATE KEY-----\n" + base64Lines(36, "k") + "\n-----END OPENSSH PRIVATE KEY-----\n",
    "/.ssh/config": () => "Host db\n  HostName db.internal\n  User deploy\n",
    "/.aws/credentials": () => "[default]\naws_access_key_id = " + stage.profile.secrets?.AWS_ACCESS_KEY_ID + "\naws_secret_access_key = " + stage.profile.secrets?.AWS_SECRET_ACCESS_KEY + "\n",
    "/.aws/config": () => "[default]\nregion = eu-west-2\noutput = json\n",
    "/.docker/config.json": () => JSON.stringify({ auths: { "https://index.docker.io/v1/": { auth: stage.text.base64Encode(stage.text.utf8Encode(stage.profile.user + ":" + stage.profile.computer + "-pull")) } } }),
    "/.kube/config": () => "apiVersion: v1\nkind: Config\ncurrent-context: production\nclusters:\n- name: production\n  cluster:\n    server: https://10.20.0.1:6443\nusers:\n- name: admin\n  user:\n    token: " + stage.profile.secrets?.GITHUB_TOKEN.slice(4) + "\n",
    "/.config/gh/hosts.yml": () => "github.com:\n    user: " + stage.profile.user + "\n    oauth_token: " + stage.profile.secrets?.GITHUB_TOKEN + "\n    git_protocol: https\n",
    "/.config/gcloud/application_default_credentials.json": () => JSON.stringify({ client_id: "764086051850-" + stage.profile.secrets?.NPM_TOKEN.slice(4).toLowerCase() + ".apps.googleusercontent.com", refresh_token: "1//" + stage.profile.secrets?.AWS_SECRET_ACCESS_KEY, type: "authorized_user" }),
  };

  const uptimeSeconds = () => Math.floor((stage.clock.now() - stage.profile.boot_ms) / 1000);

  // ---- looking

  const PRESENT = { kind: "file", size: 4821, mode: 0o644 }; // of what nobody has written, where all exists

  function entryOf(path) {
    const key = keyOf(path);
    const own = written.get(key);
    if (own !== undefined) return own ?? undefined;
    table ??= makeTable();
    const entry = table.get(key);
    const answer = stage.answers.files;
    if (entry !== undefined && (answer !== "absent" || entry.kind === "directory")) return entry;
    if (answer !== "present") return undefined;
    const kind = /\.[^.\\/]+$/.test(path) ? "file" : "directory";
    return { ...PRESENT, kind, path, modified: stage.profile.install_date_ms };
  }

  function kindOf(path) {
    return entryOf(normalise(path))?.kind ?? "";
  }

  // The size is known before the content is made, unless the content says something.
  function sizeOf(entry) {
    if (typeof entry.content === "function") entry.content = stage.text.utf8Encode(entry.content());
    return entry.content?.length ?? entry.size;
  }

  function contentOf(entry) {
    const size = sizeOf(entry);
    if (entry.content !== undefined) return entry.content.slice();
    const bytes = new Uint8Array(Math.min(size, MAX_MADE_BYTES));
    const beginning = stage.bodies.of(entry.path).subarray(0, bytes.length);
    bytes.set(beginning);
    if (bytes[0] !== 0x4d && beginning.length < 16) bytes.fill(LINE_FEED, beginning.length);
    return bytes;
  }

  function childrenOf(folder) {
    table ??= makeTable();
    const beginning = keyOf(join(folder, ""));
    const found = new Map();
    for (const source of [table, written]) {
      for (const [key, entry] of source) {
        const isChild = key.startsWith(beginning) && key.length > beginning.length && !key.includes(separator(), beginning.length);
        if (!isChild) continue;
        if (entry === null || (source === table && stage.answers.files === "absent" && entry.kind === "file")) found.delete(key);
        else found.set(key, entry);
      }
    }
    return Array.from(found.values());
  }

  function describe(entry) {
    const number = numberOf(entry);
    return {
      path: entry.path, name: nameOf(entry.path), kind: entry.kind, size: sizeOf(entry), mode: entry.mode,
      modified_ms: entry.modified, created_ms: entry.created ?? entry.modified - DAY, accessed_ms: entry.accessed ?? entry.modified,
      inode: number, target: entry.target,
    };
  }

  function numberOf(entry) {
    let hash = 262_144;
    for (let at = 0; at < entry.path.length; at++) hash = (hash * 31 + entry.path.charCodeAt(at)) % 8_388_593;
    return hash;
  }

  // ---- changing

  function keep(path, fields) {
    const key = keyOf(path);
    const old = written.get(key);
    if (old === undefined && written.size >= MAX_WRITTEN) return;
    keptBytes -= old?.content?.length ?? 0;
    const entry = { path, mode: fields.kind === "directory" ? 0o755 : 0o644, created: stage.clock.now(), ...fields, modified: stage.clock.now() };
    if (entry.content !== undefined) {
      entry.size = entry.content.length;
      if (keptBytes + entry.size > MAX_KEPT_BYTES) entry.content = undefined;
      else keptBytes += entry.size;
    }
    written.set(key, entry);
  }

  function forget(path) {
    const key = keyOf(path);
    keptBytes -= written.get(key)?.content?.length ?? 0;
    if (table?.has(key) || stage.answers.files === "present") written.set(key, null);
    else written.delete(key);
  }

  // A folder that is not there is made on Windows: samples take folders for granted that our table lacks.
  function parentError(path) {
    const parent = parentOf(path);
    const kind = entryOf(parent)?.kind;
    if (kind === "file") return "ENOTDIR";
    if (kind === undefined && isWindows()) keep(parent, { kind: "directory", size: 0 });
    return kind === undefined && !isWindows() ? "ENOENT" : "";
  }

  // ---- what would bring a program back after a restart

  const PERSISTENT_WINDOWS = [
    [/\\start menu\\programs\\startup\\/i, "startup folder"],
    [/\\start menu\\/i, "start menu"],
    [/\\windows\\(system32\\)?tasks\\/i, "scheduled task"],
    [/\\windowspowershell\\(v1\.0\\)?[^\\]*profile\.ps1$/i, "shell profile"],
    [/\\grouppolicy\\.*\\scripts\\/i, "logon script"],
    [/\\microsoft\\(word\\startup|excel\\xlstart|outlook\\vbaproject\.otm|templates\\normal\.dotm)/i, "office start-up"],
  ];
  const PERSISTENT_POSIX = [
    [/^\/etc\/cron|^\/var\/spool\/cron\//, "crontab"],
    [/\/\.(bashrc|bash_profile|bash_login|profile|zshrc|zprofile|zshenv)$|^\/etc\/(profile|bash\.bashrc|profile\.d\/)/, "shell profile"],
    [/^\/etc\/(init\.d|rc\.local|rc\d?\.d)/, "init script"],
    [/\/systemd\/(system|user)\//, "systemd unit"],
    [/\/(LaunchAgents|LaunchDaemons)\//, "launch agent"],
    [/\/\.ssh\/authorized_keys$/, "authorised keys"],
    [/\/\.config\/autostart\//, "autostart"],
    [/^\/etc\/ld\.so\.preload$/, "preload"],
    [/\/\.git\/hooks\/|\/\.github\/workflows\//, "repository hook"],
  ];

  function mechanismOf(path) {
    const list = isWindows() ? PERSISTENT_WINDOWS : PERSISTENT_POSIX;
    return list.find(([pattern]) => pattern.test(path))?.[1];
  }

  // ---- recording

  function record(operation, path, { client } = {}, details = {}, content, kind = "file") {
    stage.effect(kind, operation, path, client === undefined ? details : { client, ...details }, content);
    return path;
  }

  function recordChange(operation, path, options, details, content) {
    record(operation, path, options, details, content);
    const mechanism = mechanismOf(path);
    if (mechanism === undefined) return;
    record(operation, path, options, { mechanism }, undefined, "persistence");
  }

  const done = (error, more) => ({ error, ...more });

  // ---- the operations

  // options.kind: only a file, or only a directory, will do.
  function exists(path, options) {
    const normal = normalise(path);
    const kind = entryOf(normal)?.kind;
    const found = kind !== undefined && (options?.kind === undefined || options.kind === kind);
    record("exists", normal, options, { found: String(found) });
    return found;
  }

  function read(path, options) {
    const normal = record("read", normalise(path), options);
    const entry = entryOf(normal);
    if (entry === undefined) return done("ENOENT");
    return entry.kind === "directory" ? done("EISDIR") : done("", { bytes: contentOf(entry), path: normal });
  }

  // `content`: bytes, or text that becomes UTF-8. options: append, exclusive (it must not exist yet), mode.
  function write(path, content, options) {
    const normal = normalise(path);
    const bytes = typeof content === "string" ? stage.text.utf8Encode(content) : content;
    const isAppending = options?.append === true;
    recordChange(isAppending ? "append" : "write", normal, options, { size: String(bytes.length) }, bytes);
    const old = entryOf(normal);
    if (old?.kind === "directory") return done("EISDIR");
    if (old !== undefined && options?.exclusive) return done("EEXIST");
    const error = parentError(normal);
    if (error !== "") return done(error);
    const before = isAppending && old !== undefined ? contentOf(old) : new Uint8Array(0);
    keep(normal, { mode: options?.mode ?? old?.mode ?? 0o644, kind: "file", content: joined(before, bytes) });
    return done("", { size: before.length + bytes.length, path: normal });
  }

  function joined(first, second) {
    const bytes = new Uint8Array(first.length + second.length);
    bytes.set(first);
    bytes.set(second, first.length);
    return bytes;
  }

  const append = (path, content, options) => write(path, content, { ...options, append: true });

  // options: kind (as in exists), recursive.
  function remove(path, options) {
    const normal = normalise(path);
    const entry = entryOf(normal);
    record("remove", normal, options, entry === undefined ? {} : { kind: entry.kind });
    if (entry === undefined) return done("ENOENT");
    if (options?.kind === "file" && entry.kind === "directory") return done("EISDIR");
    if (options?.kind === "directory" && entry.kind === "file") return done("ENOTDIR");
    const children = entry.kind === "directory" ? childrenOf(normal) : [];
    if (children.length > 0 && !options?.recursive) return done("ENOTEMPTY");
    forgetTree(entry, children);
    return done("");
  }

  function forgetTree(entry, children) {
    for (const child of children) forgetTree(child, child.kind === "directory" ? childrenOf(child.path) : []);
    forget(entry.path);
  }

  // options: recursive (make what it lies in as well, and be content if it is there).
  function mkdir(path, options) {
    const normal = normalise(path);
    recordChange("mkdir", normal, options, {});
    const old = entryOf(normal);
    if (old !== undefined) return done(options?.recursive && old.kind === "directory" ? "" : "EEXIST");
    if (options?.recursive) {
      for (let at = parentOf(normal); entryOf(at) === undefined; at = parentOf(at)) keep(at, { kind: "directory", size: 0 });
    }
    const error = parentError(normal);
    if (error === "") keep(normal, { kind: "directory", size: 0 });
    return done(error, { path: normal });
  }

  // options: exclusive (the target must not exist yet).
  function copy(from, to, options) {
    return transfer("copy", from, to, options);
  }

  function move(from, to, options) {
    return transfer("move", from, to, options);
  }

  function transfer(operation, from, to, options) {
    const source = normalise(from);
    const target = normalise(to);
    const entry = entryOf(source);
    const content = entry?.kind === "file" ? contentOf(entry) : undefined;
    record(operation, source, options, { to: target });
    const mechanism = mechanismOf(target);
    if (mechanism !== undefined) record(operation, target, options, { mechanism, from: source }, undefined, "persistence");
    if (entry === undefined) return done("ENOENT");
    if (options?.exclusive && entryOf(target) !== undefined) return done("EEXIST");
    const error = parentError(target);
    if (error !== "") return done(error);
    transferTree(entry, target, content);
    if (operation === "move") forgetTree(entry, entry.kind === "directory" ? childrenOf(source) : []);
    return done("", { path: target });
  }

  function transferTree(entry, target, content) {
    if (entry.kind === "file") return keep(target, { kind: "file", mode: entry.mode, content: content ?? contentOf(entry) });
    const children = childrenOf(entry.path); // first: the target may lie inside
    keep(target, { kind: "directory", size: entry.size });
    for (const child of children.slice(0, MAX_WRITTEN)) {
      if (child.kind === "file") transferTree(child, join(target, nameOf(child.path)));
      else keep(join(target, nameOf(child.path)), { kind: "directory", size: 0 });
    }
  }

  function list(path, options) {
    const normal = record("list", normalise(path), options);
    const entry = entryOf(normal);
    if (entry === undefined) return done("ENOENT");
    if (entry.kind === "file") return done("ENOTDIR");
    const entries = childrenOf(normal).map(describe);
    return done("", { path: normal, entries: entries.sort((a, b) => (a.name < b.name ? -1 : 1)) });
  }

  function stat(path, options) {
    const normal = record("stat", normalise(path), options);
    const entry = entryOf(normal);
    return entry === undefined ? done("ENOENT") : done("", describe(entry));
  }

  function chmod(path, mode, options) {
    const normal = record("chmod", normalise(path), options, { mode: "0" + Number(mode).toString(8) });
    const entry = entryOf(normal);
    if (entry === undefined) return done("ENOENT");
    keep(normal, { ...entry, mode: Number(mode), content: entry.kind === "file" ? contentOf(entry) : undefined });
    return done("");
  }

  // Any other operation on a path: recorded, and nothing changes.
  function note(operation, path, options, details) {
    const normal = normalise(path);
    recordChange(operation, normal, options, details ?? {});
    return done(entryOf(normal) === undefined ? "ENOENT" : "", { path: normal });
  }

  // ---- names

  function temporaryName(extension = "tmp") {
    const hex = Math.floor(stage.chance() * 0xfffff).toString(16).padStart(5, "0").toUpperCase();
    return "rad" + hex + "." + extension;
  }

  // Folders that Windows has a word for: those of WshShell.SpecialFolders, and of FileSystemObject.
  const SPECIAL = {
    alluserscommondesktop: "C:\\Users\\Public\\Desktop",
    allusersdesktop: "C:\\Users\\Public\\Desktop",
    allusersprograms: "C:\\ProgramData\\Microsoft\\Windows\\Start Menu\\Programs",
    allusersstartmenu: "C:\\ProgramData\\Microsoft\\Windows\\Start Menu",
    allusersstartup: "C:\\ProgramData\\Microsoft\\Windows\\Start Menu\\Programs\\StartUp",
    appdata: "%APPDATA%",
    desktop: "%USERPROFILE%\\Desktop",
    favorites: "%USERPROFILE%\\Favorites",
    fonts: "C:\\Windows\\Fonts",
    mydocuments: "%USERPROFILE%\\Documents",
    nethood: "%APPDATA%\\Microsoft\\Windows\\Network Shortcuts",
    printhood: "%APPDATA%\\Microsoft\\Windows\\Printer Shortcuts",
    programs: "%APPDATA%\\Microsoft\\Windows\\Start Menu\\Programs",
    recent: "%APPDATA%\\Microsoft\\Windows\\Recent",
    sendto: "%APPDATA%\\Microsoft\\Windows\\SendTo",
    startmenu: "%APPDATA%\\Microsoft\\Windows\\Start Menu",
    startup: "%APPDATA%\\Microsoft\\Windows\\Start Menu\\Programs\\Startup",
    templates: "%APPDATA%\\Microsoft\\Windows\\Templates",
    windows: "C:\\Windows",
    system: "C:\\Windows\\System32",
    temporary: "%TEMP%",
  };

  // Returns a path, or undefined for a word that names no folder.
  function special(word) {
    const path = SPECIAL[String(word).toLowerCase()];
    return path === undefined ? undefined : stage.environment.expand(path);
  }

  stage.files = {
    normalise, join, parentOf, nameOf, kindOf, special, temporaryName, mechanismOf,
    exists, read, write, append, remove, mkdir, copy, move, list, stat, chmod, note,
  };
});
