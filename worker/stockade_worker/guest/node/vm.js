(function (stage) {
  "use strict";
  // The module "vm". There is no other realm for a new context: its object's properties are global while
  // the code runs, and what the code leaves behind becomes theirs.
  //
  // Source: Node.js documentation, "VM (executing JavaScript)".

  const { invalidType, text } = stage.parts.errors;
  const { isObject } = stage;
  const MAX_KEYS = 2000; // of a context object
  const contexts = new WeakSet();
  const { guest } = stage;

  const here = (code) => stage.evaluate(text(code, "code"), "vm");

  function define(object, key, descriptor) {
    try {
      Object.defineProperty(object, key, descriptor);
    } catch {
      // a property that can't be changed stays as it is
    }
  }

  const shown = (value) => ({ value, writable: true, enumerable: true, configurable: true });

  // Runs code with a context object's properties as globals. By indirect eval, so that its variables can go.
  function inside(code, context) {
    const names = Object.keys(context).slice(0, MAX_KEYS);
    const hidden = new Map(names.map((key) => [key, Object.getOwnPropertyDescriptor(guest, key)]));
    for (const key of names) define(guest, key, shown(context[key]));
    const before = new Set(Reflect.ownKeys(guest));
    try {
      return stage.evaluate(`(0, eval)(${JSON.stringify(code)})`, "vm");
    } finally {
      for (const key of Reflect.ownKeys(guest)) {
        if (before.has(key) && !hidden.has(key)) continue;
        define(context, key, shown(guest[key]));
        const old = hidden.get(key);
        if (old === undefined) Reflect.deleteProperty(guest, key);
        else define(guest, key, old);
      }
    }
  }

  function createContext(object) {
    const made = object === undefined ? stage.adopt({}) : object;
    if (!isObject(made)) throw invalidType("contextObject", ["object"], made);
    contexts.add(made);
    return made;
  }

  function inContext(code, context) {
    if (!isObject(context) || !contexts.has(context)) throw invalidType("contextifiedObject", ["vm.Context"], context);
    return inside(text(code, "code"), context);
  }

  const inNewContext = (code, object) => inside(text(code, "code"), createContext(object));

  const Script = stage.interface({
    name: "Script", path: "vm.Script", style: "plain", hidden: true,
    create(state, code) {
      state.code = String(code); // a SyntaxError comes when it is run
    },
    methods: {
      runInThisContext: (state) => here(state.code),
      runInContext: (state, context) => inContext(state.code, context),
      runInNewContext: (state, object) => inNewContext(state.code, object),
      createCachedData: () => stage.parts.buffer.make(new Uint8Array(64)),
    },
  });

  stage.parts.define("vm", () => stage.namespace({
    name: "vm",
    methods: {
      compileFunction(code, parameters) {
        const names = Array.isArray(parameters) ? Array.from(parameters, String).join(", ") : "";
        return stage.compile(text(code, "code"), names, "vm");
      },
      createContext,
      createScript: (code) => stage.construct(Script.constructor, code),
      isContext: (object) => contexts.has(object),
      measureMemory: () => stage.resolved({}),
      runInContext: inContext,
      runInNewContext: inNewContext,
      runInThisContext: here,
    },
    values: { Script: Script.constructor, constants: {} },
  }));
})
