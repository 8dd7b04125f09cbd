(function (stage) {
  "use strict";
  // The made-up Windows registry: `stage.registry`.
  //
  // A small table of what samples look for (hives.js), made at its first use in a run; what the sample writes
  // goes into the same table. Keys and names are compared in lower case, and
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
    __proto__: null,
    hklm: "HKEY_LOCAL_MACHINE",
    hkcu: "HKEY_CURRENT_USER",
    hkcr: "HKEY_CLASSES_ROOT",
    hku: "HKEY_USERS",
    hkcc: "HKEY_CURRENT_CONFIG",
  };
  const HIVE_NUMBERS = {
    0x80000000: HIVES.hkcr,
    0x80000001: HIVES.hkcu,
    0x80000002: HIVES.hklm,
    0x80000003: HIVES.hku,
    0x80000005: HIVES.hkcc,
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

  function openTable() {
    if (table !== undefined) return table;
    table = new Map();
    for (const [path, values] of Object.entries(stage.parts.hives.make())) {
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

  // Makes a key, and those that it lies in.
  function makeKey(path) {
    const parts = path.split("\\");
    let key;
    for (let count = 1; count <= parts.length; count++) {
      const whole = parts.slice(0, count).join("\\");
      key = table.get(whole.toLowerCase());
      if (key !== undefined) continue;
      key = { path: whole, values: new Map() };
      if (table.size < MAX_KEYS) table.set(whole.toLowerCase(), key);
    }
    return key;
  }

  // ---- paths

  // Returns the key's path with the hive's long name. `hive` may be one of the numbers that WMI uses.
  function normalise(path, hive) {
    const root = HIVE_NUMBERS[hive >>> 0];
    const whole =
      (root === undefined || hive === undefined ? "" : root + "\\") + String(path).slice(0, MAX_PATH);
    const parts = whole
      .replace(/^\\+|\\+$/g, "")
      .replace(/\\{2,}/g, "\\")
      .split("\\");
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
    return (
      all.get(lower) ??
      all.get(lower.replace("\\wow6432node", "")) ??
      all.get(lower.replace(/^hkey_(local_machine|current_user)\\software\\classes\\/, "hkey_classes_root\\"))
    );
  }

  // ---- recording

  function record(operation, path, name, client, details) {
    const target = name === undefined ? path : path + "\\" + (name === "" ? "(default)" : name);
    stage.effect("registry", operation, target, { client, ...details });
    return target;
  }

  function mechanismOf(path, name) {
    const mechanism = PERSISTENT.find(([pattern]) => pattern.test(path))?.[1];
    if (mechanism === "winlogon") return WINLOGON_NAMES.test(name) ? mechanism : undefined;
    if (mechanism === "appinit or load") return WINDOWS_NAMES.test(name) ? mechanism : undefined;
    if (mechanism === "logon script" && /environment$/i.test(path)) {
      return /^userinitmprlogonscript$/i.test(name) ? mechanism : undefined;
    }
    return mechanism;
  }

  function shown(value) {
    if (value instanceof Uint8Array) return stage.text.hex(value.subarray(0, MAX_VALUE_CHARS / 2));
    return (Array.isArray(value) ? value.join("\\0") : String(value)).slice(0, MAX_VALUE_CHARS);
  }

  // ---- the operations. `options`: client, and hive for a path that begins below one.

  function read(path, name, { client, hive } = {}) {
    const normal = normalise(path, hive);
    const key = find(normal);
    const found = key?.values.get(String(name).toLowerCase());
    record("read", normal, String(name), client, { found: String(found !== undefined) });
    if (found === undefined) return { error: key === undefined ? "no key" : "no value" };
    return { error: "", value: found.value, type: found.type };
  }

  function write(path, name, value, type = typeOf(value), { client, hive } = {}) {
    const normal = normalise(path, hive);
    const text = shown(value);
    const target = record("write", normal, String(name), client, { type, value: text });
    const mechanism = mechanismOf(normal, String(name));
    if (mechanism !== undefined) {
      stage.effect("persistence", "write", target, { client, mechanism, value: text });
    }
    const key = find(normal) ?? makeKey(normal);
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
    if (find(normal) === undefined) makeKey(normal);
    return { error: "" };
  }

  // Without a name it removes the key with all that is in it.
  function remove(path, name, { client, hive } = {}) {
    const normal = normalise(path, hive);
    record("delete", normal, name, client, {});
    const key = find(normal);
    if (key === undefined) return { error: "no key" };
    if (name !== undefined) return { error: key.values.delete(String(name).toLowerCase()) ? "" : "no value" };
    const lower = key.path.toLowerCase();
    for (const other of Array.from(table.keys())) {
      if (other === lower || other.startsWith(lower + "\\")) table.delete(other);
    }
    return { error: "" };
  }

  // Returns `names`, of the keys right below one.
  function keys(path, { client, hive } = {}) {
    const normal = normalise(path, hive);
    record("enumerate", normal, undefined, client, {});
    const key = find(normal);
    if (key === undefined) return { error: "no key" };
    const beginning = key.path.toLowerCase() + "\\";
    const names = [];
    for (const [lower, { path: whole }] of table) {
      if (lower.startsWith(beginning) && !lower.includes("\\", beginning.length)) {
        names.push(whole.slice(beginning.length));
      }
    }
    return { error: "", names };
  }

  // Returns `values`: {name, type, value} each.
  function values(path, { client, hive } = {}) {
    const normal = normalise(path, hive);
    record("enumerate", normal, undefined, client, {});
    const key = find(normal);
    if (key === undefined) return { error: "no key" };
    return { error: "", values: Array.from(key.values.values(), (value) => ({ ...value })) };
  }

  stage.registry = { normalise, split, read, write, createKey, remove, keys, values };
});
