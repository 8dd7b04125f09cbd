(function (stage, border) {
  "use strict";
  // Makes the APIs of personas from declarations: interfaces, namespaces, functions. What the guest gets are
  // native functions whose uses are recorded, and objects whose state it cannot reach.
  //
  // Theory of operation. An instance is a plain object of the guest's realm; its state is kept here, by the
  // object, and names the interface that made it: that is its brand. Behaviours are functions of the stage and
  // get the state first. Everything that is defined on the guest's objects is made by `makeStub` in C.

  const { guest } = stage;
  const { defineProperty, getPrototypeOf, setPrototypeOf } = Reflect;
  const [GET, SET, CALL, CONSTRUCT] = ["get", "set", "call", "construct"].map((use) => stage.uses.indexOf(use));
  const NOT_CONSTRUCTOR = 0;
  const CONSTRUCTOR = 1; // its behaviour gets new.target as this, undefined in a plain call
  const EITHER = 2; // new.target, or in a plain call its receiver

  const states = new WeakMap();

  const hidden = (object, key, value, enumerable = false) =>
    defineProperty(object, key, { value: value, writable: true, enumerable: enumerable, configurable: true });

  // ---- functions

  // Makes a guest function. Its behaviour gets the arguments; with `receiver`, what it is called on before them.
  function makeFunction(path, behaviour, { name = path.slice(path.lastIndexOf(".") + 1), length, receiver = false } = {}) {
    const own = length ?? Math.max(0, behaviour.length - (receiver ? 1 : 0));
    const run = receiver
      ? function (...values) {
          return behaviour(this, ...values);
        }
      : behaviour;
    return border.makeStub(path, CALL, run, name, own, NOT_CONSTRUCTOR);
  }

  // Makes a handler for Proxies that the guest may hold: its traps are stubs, so what they return and throw is
  // adopted, and that they were used is no news. The behaviours get the trap's arguments, and the handler as `this`.
  function makeHandler(traps) {
    const made = Object.create(null);
    for (const name of Object.keys(traps)) made[name] = border.makeStub("", CALL, traps[name], "", 0, NOT_CONSTRUCTOR);
    return made;
  }

  // Returns a function for traps of such handlers that tells whether the guest's code calls what it reads, as in
  // `o.x()`. It learns the instructions from probes, and says no if they teach nothing.
  function makeCallTeller() {
    const seen = [];
    const probe = new Proxy(Object.create(null), makeHandler({ get: () => void seen.push([border.codeByte(-1), border.codeByte(-5)]) }));
    global("probe", probe);
    for (const text of ["probe.x", "probe.x()", "probe['y' + 1]", "probe['y' + 1]()"]) {
      stage.evaluate(`try { ${text} } catch (e) {}`, "script");
    }
    remove("probe");
    const [[, read], [, called], [readItem], [calledItem]] = seen;
    if (seen.length !== 4 || read === called || readItem === calledItem) return () => false;
    return () => {
      const last = border.codeByte(-1);
      return last === calledItem || (last !== readItem && border.codeByte(-5) === called);
    };
  }

  // Defines an accessor of an object; `get` and `set` get what it is asked of.
  function accessor(object, name, path, get, set, enumerable = true) {
    const key = typeof name === "symbol" ? `[${name.description}]` : name;
    defineProperty(object, name, {
      get: get && border.makeStub(path, GET, function () { return get(this); }, `get ${key}`, 0, NOT_CONSTRUCTOR),
      set: set && border.makeStub(path, SET, function (value) { set(this, value); }, `set ${key}`, 1, NOT_CONSTRUCTOR),
      enumerable: enumerable,
      configurable: true,
    });
  }

  // ---- interfaces

  const isKind = (state, handle) => state !== undefined && (state.type === handle || state.type.ancestors.has(handle));

  // Returns an instance's state. Throws as a native does that is called on something else.
  function stateOf(handle, object) {
    const state = states.get(object ?? handle.implicit);
    if (isKind(state, handle)) return state;
    if (handle.style === "plain" && stage.isObject(object)) return attach(handle, object, {});
    throw stage.error("TypeError", "Illegal invocation");
  }

  function attach(handle, object, fields) {
    const state = { self: object, type: handle };
    Object.assign(state, fields);
    states.set(object, state);
    return state;
  }

  function make(handle, fields = {}) {
    const made = Object.create(handle.prototype);
    attach(handle, made, fields);
    return made;
  }

  function construct(handle, declared, target, values) {
    const { name, create } = declared;
    if (handle.style === "plain" && target !== undefined && typeof target !== "function") {
      const state = attach(handle, target, {}); // as in Parent.call(this)
      create?.(state, ...values);
      return undefined;
    }
    if (target === undefined) {
      if (declared.callable) return declared.callable(...values);
      const reason = handle.style === "web"
        ? `Failed to construct '${name}': Please use the 'new' operator, this DOM object constructor cannot be called as a function.`
        : `Class constructor ${name} cannot be invoked without 'new'`;
      throw stage.error("TypeError", create ? reason : "Illegal constructor");
    }
    if (!create) throw stage.error("TypeError", `Failed to construct '${name}': Illegal constructor`);
    requireArguments(handle, `construct '${name}'`, create.length - 1, values);
    const prototype = target.prototype; // may run guest code, as the engine itself would
    const made = Object.create(stage.isObject(prototype) ? prototype : handle.prototype);
    const replaced = create(attach(handle, made, {}), ...values);
    return stage.isObject(replaced) ? replaced : made;
  }

  function requireArguments(handle, what, wanted, values) {
    if (handle.style !== "web" || values.length >= wanted) return;
    const count = `${wanted} argument${wanted === 1 ? "" : "s"} required, but only ${values.length} present.`;
    throw stage.error("TypeError", `Failed to ${what}: ${count}`);
  }

  function addMethods(handle, object, declared, path) {
    for (const name of Object.keys(declared)) {
      const behaviour = declared[name];
      const wanted = Math.max(0, behaviour.length - 1);
      const what = `execute '${name}' on '${handle.name}'`;
      const run = function (...values) {
        const state = stateOf(handle, this);
        requireArguments(handle, what, wanted, values);
        return behaviour(state, ...values);
      };
      const made = border.makeStub(`${path}.${name}`, CALL, run, name, wanted, NOT_CONSTRUCTOR);
      hidden(object, name, made, handle.style === "web");
    }
  }

  function addAttributes(handle, object, declared, path) {
    for (const name of Object.keys(declared)) {
      const one = declared[name];
      const get = typeof one === "function" ? one : one.get;
      const { set } = typeof one === "function" ? {} : one;
      accessor(
        object, name, `${path}.${name}`,
        get && ((self) => get(stateOf(handle, self))),
        set && ((self, value) => set(stateOf(handle, self), value)),
        handle.style === "web",
      );
    }
  }

  // Handler attributes: onload and its like. They have their place among an object's listeners.
  function addHandlers(handle, object, types, path) {
    for (const type of types) {
      accessor(
        object, `on${type}`, `${path}.on${type}`,
        (self) => stage.parts.events.getHandler(stateOf(handle, self), type),
        (self, value) => stage.parts.events.setHandler(stateOf(handle, self), type, value),
      );
    }
  }

  function addConstants(object, constants) {
    for (const name of Object.keys(constants)) {
      defineProperty(object, name, { value: constants[name], writable: false, enumerable: true, configurable: false });
    }
  }

  function addSymbols(handle, object, declared, path) {
    for (const name of Object.keys(declared)) {
      const behaviour = declared[name];
      const run = function (...values) {
        return behaviour(stateOf(handle, this), ...values);
      };
      const key = `[Symbol.${name}]`;
      const made = border.makeStub(`${path}.${key}`, CALL, run, key, Math.max(0, behaviour.length - 1), NOT_CONSTRUCTOR);
      hidden(object, Symbol[name], made);
    }
  }

  // Makes an interface of a declaration; docs/personas.md describes what one may have. Returns its handle:
  // {name, prototype, constructor, make(fields), state(object)}.
  function makeInterface(declared) {
    const { name, path = name, parent, style = "web", tag = name } = declared;
    const handle = { name: name, style: style, implicit: declared.implicit, ancestors: new Set(parent?.ancestors) };
    if (parent) handle.ancestors.add(parent);
    handle.prototype = declared.prototype ?? Object.create(parent?.prototype ?? stage.builtins.Object.prototype);
    handle.make = (fields) => make(handle, fields);
    handle.attach = (object, fields) => attach(handle, object, fields ?? {});
    handle.state = (object) => {
      const state = stage.isObject(object) ? states.get(object) : undefined;
      return isKind(state, handle) ? state : undefined;
    };
    const run = function (...values) {
      return construct(handle, declared, this, values);
    };
    const length = Math.max(0, (declared.create?.length ?? 1) - 1);
    const mode = style === "plain" ? EITHER : CONSTRUCTOR;
    handle.constructor = border.makeStub(path === name ? name : declared.constructorPath ?? name, CONSTRUCT, run, name, length, mode);
    setPrototypeOf(handle.constructor, parent?.constructor ?? stage.builtins.Function.prototype);
    defineProperty(handle.constructor, "prototype", {
      value: handle.prototype, writable: style === "plain", enumerable: false, configurable: false,
    });
    addConstants(handle.constructor, declared.constants ?? {});
    for (const key of Object.keys(declared.statics ?? {})) {
      hidden(handle.constructor, key, makeFunction(`${path}.${key}`, declared.statics[key]), style === "web");
    }
    addAttributes(handle, handle.prototype, declared.attributes ?? {}, path);
    addHandlers(handle, handle.prototype, declared.events ?? [], path);
    addMethods(handle, handle.prototype, declared.methods ?? {}, path);
    addSymbols(handle, handle.prototype, declared.symbols ?? {}, path);
    addConstants(handle.prototype, declared.constants ?? {});
    hidden(handle.prototype, "constructor", handle.constructor);
    if (tag && style === "web") {
      defineProperty(handle.prototype, Symbol.toStringTag, { value: tag, writable: false, enumerable: false, configurable: true });
    }
    if (!declared.hidden) global(name, handle.constructor);
    return handle;
  }

  // ---- namespaces and globals

  // Makes a plain object of native functions, values and accessors, and with `global` defines it.
  function namespace({ name, path = name, methods = {}, values = {}, attributes = {}, tag, prototype, global: isGlobal = false, object }) {
    const made = object ?? Object.create(prototype ?? stage.builtins.Object.prototype);
    for (const key of Object.keys(values)) hidden(made, key, border.adopt(values[key]), true);
    for (const key of Object.keys(attributes)) {
      const one = attributes[key];
      const get = typeof one === "function" ? one : one.get;
      const { set } = typeof one === "function" ? {} : one;
      accessor(made, key, `${path}.${key}`, get && ((self) => get(self)), set && ((self, value) => set(value, self)));
    }
    for (const key of Object.keys(methods)) hidden(made, key, makeFunction(`${path}.${key}`, methods[key]), true);
    if (tag) defineProperty(made, Symbol.toStringTag, { value: tag, configurable: true });
    if (isGlobal) global(name, made);
    return made;
  }

  function global(name, value) {
    hidden(guest, name, value);
  }

  // Takes a builtin away from the guest, by its path.
  function remove(path) {
    const parts = path.split(".");
    const key = parts.pop();
    let holder = guest;
    for (const part of parts) holder = holder?.[part];
    if (stage.isObject(holder)) Reflect.deleteProperty(holder, key);
  }

  Object.assign(stage, {
    function: makeFunction, accessor: accessor, interface: makeInterface, namespace: namespace, global: global,
    handler: makeHandler, callTeller: makeCallTeller, remove: remove, prototypeOf: getPrototypeOf,
  });
})
