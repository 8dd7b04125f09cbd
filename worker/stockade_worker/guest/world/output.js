(function (stage) {
  "use strict";
  // Programs that tell of the machine and who uses it: what they print follows from the profile.

  const { programs, said, plainWords } = stage.parts.shell;
  const isWindows = () => stage.profile.platform === "windows";

  const line = (make) => (given) => said(make(stage.profile, given) + (isWindows() ? "\r\n" : "\n"));
  const now = () => new Date(stage.clock.now());

  // ---- processes

  function tasks() {
    const own = stage.parts.shell.started.map((path) => path.replace(/^.*[\\/]/s, ""));
    return [...stage.profile.processes, ...own].map((name, index) => ({
      name: String(name),
      pid: index === 0 ? (isWindows() ? 4 : 1) : 88 + index * 172,
      kilobytes: 2000 + ((index * 7919) % 180_000),
    }));
  }

  const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",") + " K";

  const TASK_HEAD =
    "\r\nImage Name                     PID Session Name        Session#    Mem Usage\r\n" +
    "========================= ======== ================ =========== ============\r\n";

  function printTasks({ raw }) {
    const wanted = /imagename\s+eq\s+([^"\s]+)/i.exec(raw)?.[1].toLowerCase();
    const shown = tasks().filter(({ name }) => wanted === undefined || name.toLowerCase() === wanted);
    if (shown.length === 0) return said("INFO: No tasks are running which match the specified criteria.\r\n");
    if (/\/fo[\s:]+csv/i.test(raw)) {
      const row = ({ name, pid, kilobytes }) =>
        [name, pid, "Console", 1, grouped(kilobytes)].map((text) => '"' + text + '"').join(",");
      return said(shown.map((task) => row(task) + "\r\n").join(""));
    }
    const row = ({ name, pid, kilobytes }) =>
      name.slice(0, 25).padEnd(25) +
      " " +
      String(pid).padStart(8) +
      " Console                    1 " +
      grouped(kilobytes).padStart(12) +
      "\r\n";
    return said(TASK_HEAD + shown.map(row).join(""));
  }

  function printProcesses() {
    const row = ({ name, pid }) => String(pid).padStart(7) + " ?        00:00:01 " + name + "\n";
    return said("    PID TTY          TIME CMD\n" + tasks().map(row).join(""));
  }

  // ---- the machine

  function printSystem() {
    const { profile } = stage;
    const build = profile.os_version.split(".")[2];
    const rows = {
      "Host Name": profile.computer.toUpperCase(),
      "OS Name": "Microsoft Windows 10 Pro",
      "OS Version": profile.os_version + " N/A Build " + build,
      "OS Manufacturer": "Microsoft Corporation",
      "Registered Owner": profile.full_name,
      "Original Install Date": new Date(profile.install_date_ms)
        .toISOString()
        .slice(0, 19)
        .replace("T", ", "),
      "System Boot Time": new Date(profile.boot_ms).toISOString().slice(0, 19).replace("T", ", "),
      "System Manufacturer": "LENOVO",
      "System Model": "20N2CTO1WW",
      "System Type": "x64-based PC",
      "System Locale": profile.locale.toLowerCase(),
      "Time Zone": "(UTC+00:00) Dublin, Edinburgh, Lisbon, London",
      "Total Physical Memory": (profile.memory_gb * 1024 - 211).toLocaleString() + " MB",
      Domain: profile.domain.toLowerCase() + ".local",
      "Logon Server": stage.environment.get("LOGONSERVER"),
    };
    return said(
      "\r\n" +
        Object.entries(rows)
          .map(([name, value]) => (name + ":").padEnd(27) + value + "\r\n")
          .join(""),
    );
  }

  function printAddresses({ raw }) {
    const { mac, local_ip, domain } = stage.profile;
    const row = (name, value) => "   " + name + ". ".repeat(17).slice(name.length) + ": " + value + "\r\n";
    const all = /\/all/i.test(raw)
      ? row("Physical Address", mac.toUpperCase().replace(/:/g, "-")) + row("DHCP Enabled", "Yes")
      : "";
    return said(
      "\r\nWindows IP Configuration\r\n\r\n\r\nWireless LAN adapter Wi-Fi:\r\n\r\n" +
        row("Connection-specific DNS Suffix ", domain.toLowerCase() + ".local") +
        all +
        row("IPv4 Address", local_ip) +
        row("Subnet Mask", "255.255.255.0") +
        row("Default Gateway", local_ip.replace(/\d+$/, "1")),
    );
  }

  const interfaces = ({ local_ip, mac }) =>
    "eth0: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 1500\n        inet " +
    local_ip +
    "  netmask 255.255.255.0\n        ether " +
    mac;
  const links = ({ local_ip, mac }) =>
    "2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500\n    link/ether " +
    mac +
    "\n    inet " +
    local_ip +
    "/24 scope global eth0";

  function uname({ computer, os_version }, { words }) {
    const option = words[1] ?? "-s";
    if (/^-\w*a|^--all/.test(option)) {
      return "Linux " + computer + " " + os_version + " #135-Ubuntu SMP x86_64 x86_64 x86_64 GNU/Linux";
    }
    return (
      {
        __proto__: null,
        "-r": os_version,
        "-n": computer,
        "-m": "x86_64",
        "-p": "x86_64",
        "-o": "GNU/Linux",
      }[option] ?? "Linux"
    );
  }

  function uptime({ boot_ms }) {
    const days = Math.floor((stage.clock.now() - boot_ms) / 86_400_000);
    return (
      " " +
      now().toISOString().slice(11, 19) +
      " up " +
      days +
      " days,  2 users,  load average: 0.21, 0.17, 0.11"
    );
  }

  // ---- the user

  function identity({ user }, { words }) {
    const number = user === "root" ? 0 : 1000;
    if (words[1] === "-u" || words[1] === "-g") return String(number);
    if (words[1] === "-un") return user;
    const groups = number === 0 ? "" : ",27(sudo),999(docker)";
    return (
      "uid=" +
      number +
      "(" +
      user +
      ") gid=" +
      number +
      "(" +
      user +
      ") groups=" +
      number +
      "(" +
      user +
      ")" +
      groups
    );
  }

  function git({ full_name, user, domain }, { words }) {
    if (words[1] === "--version") return "git version 2.34.1";
    if (words[1] !== "config") return "";
    if (words.includes("user.name")) return full_name;
    return words.includes("user.email") ? user + "@" + domain.toLowerCase() : "";
  }

  function npm({ user }, { words }) {
    if (/^(-v|--version)$/.test(words[1] ?? "")) return "10.8.2";
    return words[1] === "whoami" ? user : "";
  }

  // ---- programs on the path

  function printWhere({ words }) {
    const { join, kindOf, normalise } = stage.files;
    const mark = isWindows() ? ";" : ":";
    const folders = (stage.environment.get("PATH") ?? "").split(mark).filter(Boolean);
    const found = [];
    for (const word of plainWords(words)) {
      const name = isWindows() && !/\.\w+$/.test(word) ? word + ".exe" : word;
      for (const folder of folders) {
        if (kindOf(join(folder, name)) === "file") found.push(normalise(join(folder, name)));
      }
    }
    if (found.length === 0) {
      return said("", 1, isWindows() ? "INFO: Could not find files for the given pattern(s).\r\n" : "");
    }
    return said(
      (isWindows() ? found : found.slice(0, 1)).map((path) => path + (isWindows() ? "\r\n" : "\n")).join(""),
    );
  }

  Object.assign(programs.both, {
    hostname: line(({ computer }) => computer),
    git: line(git),
    npm: line(npm),
  });
  Object.assign(programs.windows, {
    whoami: line(({ domain, user }) => (domain + "\\" + user).toLowerCase()),
    ver: line(({ os_version }) => "\r\nMicrosoft Windows [Version " + os_version + ".3930]"),
    getmac: line(({ mac }) => mac.toUpperCase().replace(/:/g, "-")),
    date: line(() => now().toISOString().slice(0, 10).split("-").reverse().join("/")),
    time: line(() => now().toISOString().slice(11, 22)),
    tasklist: printTasks,
    systeminfo: printSystem,
    ipconfig: printAddresses,
    where: printWhere,
  });
  Object.assign(programs.linux, {
    whoami: line(({ user }) => user),
    id: line(identity),
    uname: line(uname),
    pwd: line(({ script_folder }) => script_folder),
    nproc: line(({ cores }) => String(cores)),
    uptime: line(uptime),
    date: line(() => now().toUTCString()),
    ifconfig: line(interfaces),
    ip: line(links),
    ps: printProcesses,
    which: printWhere,
    command: printWhere,
  });
});
