(function (stage) {
  "use strict";
  // Programs that change what a machine does later: its registry, tasks, services and accounts.

  const { programs, said, run, optionOf, persist } = stage.parts.shell;

  // ---- the registry

  function runReg({ words, raw, context }) {
    const verb = (words[1] ?? "").toLowerCase();
    const key = words[2] ?? "";
    const name = /\s\/ve\b/i.test(raw) ? "" : optionOf(raw, "v");
    const options = { client: "reg" };
    if (verb === "query") return queryRegistry(key, name, options);
    if (verb === "add") addToRegistry(key, name, raw, options);
    else if (verb === "delete") stage.registry.remove(key, name, options);
    else if (verb === "import") importRegistry(key, context);
    return said("The operation completed successfully.\r\n");
  }

  function addToRegistry(key, name, raw, options) {
    if (name === undefined) return stage.registry.createKey(key, options);
    const type = (optionOf(raw, "t") ?? "REG_SZ").toUpperCase();
    const data = optionOf(raw, "d") ?? "";
    return stage.registry.write(key, name, type === "REG_DWORD" ? Number(data) >>> 0 : data, type, options);
  }

  function queryRegistry(key, name, options) {
    const got =
      name === undefined ? stage.registry.values(key, options) : stage.registry.read(key, name, options);
    if (got.error !== "") {
      return said("", 1, "ERROR: The system was unable to find the specified registry key or value.\r\n");
    }
    const values = got.values ?? [{ name, type: got.type, value: got.value }];
    const shown = ({ name: own, type, value }) =>
      [
        "",
        own || "(Default)",
        type,
        typeof value === "number" ? "0x" + value.toString(16) : String(value),
      ].join("    ") + "\r\n";
    return said("\r\n" + stage.registry.normalise(key) + "\r\n" + values.map(shown).join("") + "\r\n");
  }

  const MAX_IMPORTED = 100; // values of a .reg file

  // Reads a .reg file: [key] lines, and "name"="text" or "name"=dword:0 below them.
  function importRegistry(path, context) {
    const got = stage.files.read(path, { client: context.client });
    if (got.error !== "") return;
    const isWide = got.bytes[0] === 0xff && got.bytes[1] === 0xfe;
    const text = isWide ? stage.text.utf16Decode(got.bytes) : stage.text.utf8Decode(got.bytes);
    let key = "";
    for (const line of text.split(/\r?\n/).slice(0, MAX_IMPORTED * 4)) {
      key = /^\[([^\]]+)\]/.exec(line)?.[1] ?? key;
      const found = /^(?:"([^"]*)"|@)=(?:"(.*)"|dword:([0-9a-f]+))/i.exec(line);
      if (found === null || key === "") continue;
      const [, name = "", written, number] = found;
      const value = number === undefined ? written.replace(/\\(.)/g, "$1") : parseInt(number, 16);
      stage.registry.write(key, name, value, number === undefined ? "REG_SZ" : "REG_DWORD", {
        client: "reg",
      });
    }
  }

  function runRegedit({ words, context }) {
    const file = words.slice(1).find((word) => !word.startsWith("/"));
    if (file !== undefined) importRegistry(file, context);
    return said("");
  }

  // ---- tasks, services, accounts

  function runTasks({ words, raw, context }) {
    const verb = (words[1] ?? "").toLowerCase();
    const name = optionOf(raw, "tn") ?? "";
    if (verb === "/create") {
      persist("create", name, "scheduled task", context, optionOf(raw, "tr") ?? optionOf(raw, "xml") ?? raw);
      return said('SUCCESS: The scheduled task "' + name + '" has successfully been created.\r\n');
    }
    if (verb === "/query" && name !== "") {
      return said("", 1, "ERROR: The system cannot find the file specified.\r\n");
    }
    if (verb === "/run") return said('SUCCESS: Attempted to run the scheduled task "' + name + '".\r\n');
    return said(
      verb === "/delete" ? 'SUCCESS: The scheduled task "' + name + '" was successfully deleted.\r\n' : "",
    );
  }

  function runServices({ words, raw, context }) {
    const isNew = /^create$/i.test(words[1] ?? "");
    if (isNew) {
      persist(
        "create",
        words[2] ?? "",
        "service",
        context,
        /binpath=\s*("[^"]*"|\S+)/i.exec(raw)?.[1] ?? raw,
      );
    }
    return said("[SC] " + (isNew ? "CreateService" : "ControlService") + " SUCCESS\r\n");
  }

  function runAt({ words, raw, context }) {
    if (words.length > 2) persist("create", "at", "scheduled task", context, raw);
    return said("Added a new job with job ID = 1\r\n");
  }

  const DONE = "The command completed successfully.\r\n\r\n";

  function runNet({ words, raw, context }) {
    const topic = (words[1] ?? "").toLowerCase();
    const { computer, user, domain } = stage.profile;
    if (/\s\/add\b/i.test(raw) && /^(user|localgroup)$/.test(topic)) {
      persist("create", words[2] ?? "", topic === "user" ? "account" : "group membership", context, raw);
    }
    if (topic === "user" && words.length === 2) {
      return said(
        "\r\nUser accounts for \\\\" +
          computer +
          "\r\n\r\nAdministrator            Guest\r\n" +
          user +
          "\r\n" +
          DONE,
      );
    }
    if (topic === "view") {
      return said("Server Name            Remark\r\n\r\n\\\\" + domain.slice(0, 8) + "-FS01\r\n" + DONE);
    }
    return said(DONE);
  }

  function runUserAdd({ words, raw, context }) {
    persist("create", words[words.length - 1], "account", context, raw);
    return said("");
  }

  function runCrontab({ words, input, context }) {
    if (words[1] === "-l") return said("", 1, "no crontab for " + stage.profile.user + "\n");
    const file = words.slice(1).find((word) => !word.startsWith("-"));
    if (words[1] !== "-r") persist("write", file ?? "crontab", "crontab", context, input);
    return said("");
  }

  function runSystemctl({ words, raw, name, context }) {
    const verb = words.slice(1).find((word) => !word.startsWith("-")) ?? "";
    const isLaunch = name === "launchctl";
    if (/^(enable|load|bootstrap)$/.test(verb)) {
      persist(verb, words[words.length - 1], isLaunch ? "launch agent" : "systemd unit", context, raw);
    }
    return said(verb === "is-active" ? "active\n" : "");
  }

  // ---- WMI

  function runWmic({ raw, context }) {
    const created = /process\s+call\s+create\s+(.*)$/is.exec(raw);
    if (created !== null) return createProcess(created[1].trim().replace(/^["'](.*)["']$/s, "$1"), context);
    const asked = /^\S+\s+(?:\/\S+\s+)*(\w+)\b.*?\bget\s+([\w,\s]+)/is.exec(raw);
    if (asked === null) return said("");
    const names = asked[2]
      .trim()
      .split(/[\s,]+/)
      .filter((name) => !/^(value|format)$/i.test(name));
    const values = names.map((name) => valueOf(asked[1].toLowerCase(), name.toLowerCase()));
    if (/\/(value|format:list)/i.test(raw)) {
      return said(names.map((name, index) => name + "=" + values[index] + "\r\n").join(""));
    }
    return said(names.join("  ") + "\r\n" + values.join("  ") + "\r\n");
  }

  function createProcess(line, context) {
    stage.effect("process", "wmic", line, { client: "wmic" });
    run(line, { ...context, dialect: "none" });
    const id = 4000 + 4 * Math.floor(stage.chance() * 2000);
    return said(
      "Method execution successful.\r\nOut Parameters:\r\n{\r\n\tProcessId = " +
        id +
        ";\r\n\tReturnValue = 0;\r\n};\r\n",
    );
  }

  function valueOf(subject, name) {
    const { profile } = stage;
    const values = {
      __proto__: null,
      caption: subject === "os" ? "Microsoft Windows 10 Pro" : profile.computer,
      version: profile.os_version,
      name: profile.computer,
      domain: profile.domain,
      manufacturer: "LENOVO",
      model: "20N2CTO1WW",
      username: profile.domain + "\\" + profile.user,
      serialnumber: "PF1ZK4QX",
      processorid: "BFEBFBFF000806EC",
      totalphysicalmemory: String(profile.memory_gb * 1_073_741_824 - 221_184_000),
      numberofcores: String(profile.cores),
      numberoflogicalprocessors: String(profile.cores),
      uuid: "4C4C4544-004B-5A10-8034-C3C04F4A3532",
      displayname: "Windows Defender",
    };
    return values[name] ?? "";
  }

  Object.assign(programs.windows, {
    reg: runReg,
    regedit: runRegedit,
    schtasks: runTasks,
    sc: runServices,
    at: runAt,
    net: runNet,
    net1: runNet,
    wmic: runWmic,
  });
  Object.assign(programs.linux, {
    crontab: runCrontab,
    systemctl: runSystemctl,
    launchctl: runSystemctl,
    useradd: runUserAdd,
    adduser: runUserAdd,
  });
});
