(function (p) {
  "use strict";
  // Tells what the guest has made of the language's own objects: what it has added to prototypes that
  // everything inherits from, which builtins it has replaced or taken away, what it has frozen.
  // `note` is called once, before any guest code; `changes` after a run, with primordials only.

  const {
    JSONStringify, ObjectHasOwn, ReflectGetOwnPropertyDescriptor, ReflectIsExtensible, ReflectOwnKeys,
    SymbolToString, makeList, makeMap,
  } = p;
  const { shorten } = p.parts.look;

  // Few, because the engine makes a builtin's function object when it is first touched, and every
  // worker would carry them: what hostile code replaces, to spy or to hide.
  const WATCHED = `
    Object.prototype constructor hasOwnProperty toString valueOf
    Function.prototype apply bind call toString
    Array.prototype concat filter forEach indexOf join map pop push shift slice splice
    String.prototype charAt charCodeAt indexOf replace slice split substr substring
    Number.prototype toString
    Boolean.prototype toString
    Error.prototype toString
    RegExp.prototype exec test
    Promise.prototype then
    Date.prototype getTime getTimezoneOffset
    Date now
    JSON parse stringify
    Math floor random
    Object assign create defineProperty freeze getOwnPropertyDescriptor getPrototypeOf keys
    Reflect apply construct get
    String fromCharCode
    globalThis Array Date Error Function JSON Object Promise Proxy RegExp String decodeURIComponent eval
    globalThis isNaN parseInt unescape
  `;
  const MAX_CHANGES = 50;
  const MAX_KEY = 100;

  const holders = makeList(); // {name, object, isPrototype, keys, known: all keys, values: by key}

  for (const line of WATCHED.trim().split("\n")) {
    const [name, ...names] = line.trim().split(" ");
    const object = name === "globalThis" ? globalThis : name.split(".").reduce((at, key) => at[key], globalThis);
    const keys = makeList();
    for (const key of names) keys[keys.length] = key;
    const isPrototype = name.endsWith("prototype");
    holders[holders.length] = { __proto__: null, name, object, isPrototype, keys, known: makeMap(), values: makeMap() };
  }

  // With primordials too: a persona whose language is an old one has taken some builtins away by now.
  function note() {
    for (let i = 0; i < holders.length; i++) {
      const { object, isPrototype, keys, known, values } = holders[i];
      for (let j = 0; j < keys.length; j++) {
        const property = ReflectGetOwnPropertyDescriptor(object, keys[j]);
        if (property !== undefined) values.set(keys[j], property.value);
      }
      if (!isPrototype) continue;
      const own = ReflectOwnKeys(object);
      for (let j = 0; j < own.length; j++) known.set(own[j], true);
    }
  }

  // Returns JSON: a list of "added NAME", "replaced NAME", "removed NAME", "frozen NAME".
  function changes() {
    const found = { __proto__: null, text: "", count: 0 };
    for (let i = 0; i < holders.length; i++) {
      const holder = holders[i];
      if (holder.isPrototype) lookAtKeys(holder, found);
      lookAtValues(holder, found);
    }
    return "[" + found.text + "]";
  }

  function lookAtKeys(holder, found) {
    if (!ReflectIsExtensible(holder.object)) tell(found, "frozen " + holder.name);
    const keys = ReflectOwnKeys(holder.object);
    for (let i = 0; i < keys.length && found.count < MAX_CHANGES; i++) {
      if (holder.known.get(keys[i]) === true) continue;
      const name = typeof keys[i] === "symbol" ? SymbolToString(keys[i]) : keys[i];
      tell(found, "added " + holder.name + "." + shorten(name, MAX_KEY));
    }
  }

  function lookAtValues(holder, found) {
    for (let i = 0; i < holder.keys.length; i++) {
      const key = holder.keys[i];
      const was = holder.values.get(key);
      if (was === undefined) continue;
      const now = ReflectGetOwnPropertyDescriptor(holder.object, key);
      if (now === undefined) tell(found, "removed " + holder.name + "." + key);
      else if (!ObjectHasOwn(now, "value") || now.value !== was) tell(found, "replaced " + holder.name + "." + key);
    }
  }

  function tell(found, change) {
    if (found.count++ >= MAX_CHANGES) return;
    found.text += (found.text === "" ? "" : ",") + JSONStringify(change);
  }

  return { __proto__: null, note: note, changes: changes };
})
