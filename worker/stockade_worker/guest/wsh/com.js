(function (stage) {
  "use strict";
  // COM objects: `stage.parts.com`.
  //
  // Theory of operation. A class is declared once, and says which members it has; an object is a Proxy, because
  // its members are known by their names in any case and others are errors. Its traps are stubs (`stage.handler`),
  // and its state is kept by the object, so neither can be reached. Methods are stubs of their own; uses of
  // properties are recorded here. An object is called as its default member is: `collection(0)`.

  const MAX_NAME = 120;

  // What Proxies stand for; all their traps are there, so these are only what they look like.
  const PLAIN = Object.create(null);
  const CALLABLE = stage.function("", () => undefined);

  const classes = new Map(); // by ProgID, in lower case
  const states = new WeakMap(); // by object
  const methodStubs = new WeakSet();

  // ---- errors

  // Numbers of JScript and Automation, and what is said with them.
  const MESSAGES = {
    5: "Invalid procedure call or argument", 7: "Out of memory", 9: "Subscript out of range", 13: "Type mismatch",
    52: "Bad file name or number", 53: "File not found", 54: "Bad file mode", 55: "File already open", 58: "File already exists",
    62: "Input past end of file", 70: "Permission denied", 75: "Path/File access error", 76: "Path not found",
    424: "Object required", 429: "Automation server can't create object",
    432: "File name or class name not found during Automation operation",
    438: "Object doesn't support this property or method", 445: "Object doesn't support this action",
    450: "Wrong number of arguments or invalid property assignment", 451: "Object not a collection",
    457: "This key is already associated with an element of this collection",
    0x800a0cc1: "Item cannot be found in the collection corresponding to the requested name or ordinal.", 5013: "VBArray expected", 5010: "Enumerator object expected",
  };
  const OF_JSCRIPT = 0x800a0000;
  const OF_THE_HOST = 0x80020009; // what WScript itself refuses
  const TYPE_ERRORS = new Set([13, 438, 445, 450, 451, 5010, 5013]);

  // Makes an error as JScript throws it: `code` is a number of MESSAGES, or a whole HRESULT with its text.
  function error(code, message = MESSAGES[code] ?? "") {
    const type = TYPE_ERRORS.has(code) ? "TypeError" : code === OF_THE_HOST ? "RangeError" : "Error";
    const made = stage.error(type, message);
    const define = (name, value) =>
      Reflect.defineProperty(made, name, { value, writable: true, enumerable: false, configurable: true });
    define("number", (code < 0x10000 ? OF_JSCRIPT | code : code) | 0);
    define("description", message);
    return made;
  }

  // ---- classes

  // declared: {progids, path (of uses; default: the first ProgID), create(state, …arguments), properties: {Name:
  // getter or {get, set}}, indexed: {Name: {get(s, …keys), set(s, …keys, value)}}, methods: {Name(s, …)}, readable:
  // names of methods that are done when they are read and not called, default: the name of a member, call(s, …) for objects that are called another way, items(s): what an Enumerator goes
  // through, value(s): of the object as a primitive, type: what `typeof` says of it, by default "object", other:
  // {get(s, name), set(s, name, value)} for members that only the object knows}.
  // Behaviours get the state first. Returns the class: {make(fields, …arguments), is(value), path}.
  function defineClass(declared) {
    const { progids = [], path = progids[0] } = declared;
    const made = { path: path, declared: declared, members: new Map(), target: PLAIN };
    const isProperty = declared.default === undefined || Object.hasOwn(declared.properties ?? {}, declared.default);
    if (declared.call !== undefined || !isProperty) made.target = CALLABLE;
    addMembers(made, "property", declared.properties ?? {});
    addMembers(made, "indexed", declared.indexed ?? {});
    for (const [name, behaviour] of Object.entries(declared.methods ?? {})) {
      made.members.set(name.toLowerCase(), { kind: "method", name, stub: methodStub(made, name, behaviour), behaviour });
    }
    made.make = (fields = {}, ...values) => makeObject(made, fields, values);
    made.is = (value) => stage.isObject(value) && states.get(value)?.class === made;
    for (const progid of progids) classes.set(progid.toLowerCase(), made);
    return made;
  }

  function addMembers(made, kind, declared) {
    for (const name of Object.keys(declared)) {
      const one = typeof declared[name] === "function" ? { get: declared[name] } : declared[name];
      made.members.set(name.toLowerCase(), { kind, name, path: `${made.path}.${name}`, get: one.get, set: one.set });
    }
  }

  function methodStub(made, name, behaviour) {
    const run = (self, ...values) => {
      const state = states.get(self);
      if (state === undefined || !state.class.members.has(name.toLowerCase())) throw error(438);
      return behaviour(state, ...values);
    };
    const stub = stage.function(`${made.path}.${name}`, run, { name, length: 0, receiver: true });
    methodStubs.add(stub);
    return stub;
  }

  // To JScript a method of Automation is of no type that it knows, and nothing that is an object is a function.
  function typeOf(value) {
    if (methodStubs.has(value)) return "unknown";
    const state = states.get(value);
    return state && (state.class.declared.type ?? "object");
  }

  function makeObject(made, fields, values) {
    const state = { class: made };
    Object.assign(state, fields);
    const handler = { __proto__: traps, state: state };
    state.self = new Proxy(made.target, handler);
    states.set(state.self, state);
    made.declared.create?.(state, ...values);
    return state.self;
  }

  // Creates an object by its ProgID.
  function create(progid, refuse = () => error(429)) {
    const name = text(progid).trim();
    const made = name.length > MAX_NAME ? undefined : classes.get(name.toLowerCase()) ?? classes.get(name.toLowerCase().replace(/\.\d+(\.\d+)?$/, ""));
    if (made === undefined) stage.useNamed(name, "construct", [name]);
    else stage.use(made.path, "construct", [name]);
    if (made !== undefined) return made.make();
    if (stage.mock.isWanted()) return stage.mock.make(name);
    throw refuse(name);
  }

  stage.onTypeof(typeOf);

  // ---- members

  function memberOf(state, key) {
    if (typeof key !== "string" || key.length > MAX_NAME) return undefined;
    return state.class.members.get(key) ?? state.class.members.get(key.toLowerCase());
  }

  function getMember(state, key) {
    const member = memberOf(state, key);
    if (member === undefined) return getOther(state, key);
    if (member.kind === "method") return isRead(state, member) ? member.behaviour(state) : member.stub;
    if (member.kind === "indexed") return indexedClass.make({ owner: state, member });
    stage.use(member.path, "get");
    const value = member.get(state);
    return stage.isObject(value) || !isCalled() ? value : new Proxy(CALLABLE, { __proto__: answerTraps, value: value });
  }

  // A method that gives something may be named without a call: `text = stream.ReadText`.
  function isRead(state, member) {
    if (!state.class.declared.readable?.includes(member.name) || isCalled()) return false;
    stage.use(`${state.class.path}.${member.name}`, "get");
    return true;
  }

  // A property may be called without arguments: `list.Count()`.
  const isCalled = stage.callTeller();
  const answerTraps = stage.handler({
    apply() {
      return this.value;
    },
  });

  function getOther(state, key) {
    const { other } = state.class.declared;
    if (other !== undefined) return other.get(state, key);
    stage.useNamed(`${state.class.path}.${key.slice(0, MAX_NAME)}`, "get");
    if (isCalled()) throw error(438);
    return undefined; // to read what is not there is no error
  }

  function setMember(state, key, value) {
    const { declared } = state.class;
    const member = memberOf(state, key);
    if (member === undefined) {
      const byDefault = declared.indexed?.[declared.default];
      if (byDefault?.set !== undefined) return useIndexed(state, memberOf(state, declared.default), [key], value);
      if (declared.other?.set === undefined) throw error(438);
      return declared.other.set(state, key, value);
    }
    if (member.set === undefined || member.kind === "indexed") throw error(member.kind === "method" ? 438 : 450);
    stage.use(member.path, "set", [value]);
    member.set(state, value);
  }

  function useIndexed(state, member, keys, value) {
    stage.use(member.path, "set", [...keys, value]);
    member.set(state, ...keys, value);
  }

  // Calls an object: its default member, with these arguments.
  function callDefault(state, values) {
    const { declared } = state.class;
    if (declared.call !== undefined) return declared.call(state, ...values);
    const member = memberOf(state, declared.default);
    if (member?.kind === "method") return member.behaviour(state, ...values);
    if (member === undefined || (member.kind === "property" && values.length > 0)) throw error(438);
    stage.use(member.path, "get", values);
    return member.get(state, ...values);
  }

  // What JScript makes of an object that should be a number or a string.
  function primitive(state) {
    const { declared } = state.class;
    if (declared.value !== undefined) return declared.value(state);
    const member = memberOf(state, declared.default);
    if (member?.kind !== "property") throw error(438);
    return member.get(state);
  }

  const convert = stage.function("", (self) => primitive(states.get(self)), { name: "", receiver: true });

  function getSymbol(key) {
    if (key === Symbol.toPrimitive) return convert;
    return key === Symbol.toStringTag ? "Object" : undefined;
  }

  function listOf(values) {
    const list = [];
    for (let at = 0; at < values.length; at++) list.push(values[at]);
    return list;
  }

  const traps = stage.handler({
    get(target, key) {
      return typeof key === "symbol" ? getSymbol(key) : getMember(this.state, key);
    },
    set(target, key, value) {
      if (typeof key === "string") setMember(this.state, key, value);
      return true;
    },
    apply(target, self, values) {
      return callDefault(this.state, listOf(values));
    },
    has(target, key) {
      return memberOf(this.state, key) !== undefined;
    },
    deleteProperty() {
      throw error(445);
    },
    defineProperty: () => false,
    getOwnPropertyDescriptor: () => undefined,
    ownKeys: () => [],
    getPrototypeOf: () => null,
    setPrototypeOf: () => false,
    preventExtensions: () => false,
  });

  // A property with arguments, on the way: `options(4)`, or `options[4] = 1`, which was `options(4) = 1`.
  const indexedClass = defineClass({
    path: "",
    call({ owner, member }, ...keys) {
      stage.use(member.path, "get", keys);
      return member.get(owner, ...keys);
    },
    value({ owner, member }) {
      stage.use(member.path, "get");
      return member.get(owner);
    },
    other: {
      get: ({ owner, member }, key) => {
        stage.use(member.path, "get");
        return getFrom(member.get(owner), key);
      },
      set: ({ owner, member }, key, value) => {
        if (member.set === undefined) throw error(450);
        useIndexed(owner, member, [key], value);
      },
    },
  });

  function getFrom(value, key) {
    const state = states.get(value);
    return state === undefined ? undefined : getMember(state, key);
  }

  // ---- values

  // A value of the guest's as text: nothing is the empty one.
  function text(value) {
    return value === undefined || value === null ? "" : String(value);
  }

  const stateOf = (value) => (stage.isObject(value) ? states.get(value) : undefined);

  // A collection: `list(state)` gives its items, `nameOf(item)` what an item is also known by.
  function collection({ path, progids, list, nameOf, missing = 9, base = 0, members = {} }) {
    const find = (state, key) => {
      const items = list(state);
      const name = typeof key === "number" || nameOf === undefined ? undefined : text(key).toLowerCase();
      const found = name === undefined ? items[Number(key) - base] : items.find((item) => nameOf(item).toLowerCase() === name);
      if (found === undefined) throw error(missing);
      return found;
    };
    return defineClass({
      path,
      progids,
      default: "Item",
      properties: { Count: (s) => list(s).length, length: (s) => list(s).length, ...members.properties },
      indexed: { Item: { get: find } },
      methods: members.methods,
      items: list,
    });
  }

  // Lets these ProgIDs give what `make` makes.
  function mock(progids, path, make) {
    for (const progid of progids) classes.set(progid.toLowerCase(), { path, make });
  }

  stage.parts.com = {
    OF_THE_HOST, class: defineClass, mock, collection, create, error, text, state: stateOf, listOf,
    item: (object, key) => callDefault(states.get(object), [key]),
  };
})
