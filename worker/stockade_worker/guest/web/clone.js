(function (stage) {
  "use strict";
  // structuredClone, and the copies that messages carry. Kinds are found by asking builtins of the stage, which see
  // through nothing that the guest has changed; what is copied is read as the standard says, getters included.
  //
  // Source: HTML Standard, section 2.7.

  const { builtins, isObject } = stage;

  const MAX_NODES = 1_000_000;
  const MAX_DEPTH = 2000;

  const getter = (prototype, key) => Object.getOwnPropertyDescriptor(prototype, key).get;
  const typedTag = getter(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag);
  const PROBES = [
    ["date", (value) => Date.prototype.getTime.call(value)],
    ["regexp", (value) => getter(RegExp.prototype, "source").call(value) + "/" + value.flags],
    ["map", (value) => getter(Map.prototype, "size").call(value)],
    ["set", (value) => getter(Set.prototype, "size").call(value)],
    ["buffer", (value) => getter(ArrayBuffer.prototype, "byteLength").call(value)],
    ["weakmap", (value) => WeakMap.prototype.has.call(value, {})],
    ["weakset", (value) => WeakSet.prototype.has.call(value, {})],
    ["weakref", (value) => WeakRef.prototype.deref.call(value)],
    ["number", (value) => Number.prototype.valueOf.call(value)],
    ["string", (value) => String.prototype.valueOf.call(value)],
    ["boolean", (value) => Boolean.prototype.valueOf.call(value)],
    ["bigint", (value) => BigInt.prototype.valueOf.call(value)],
    ["symbol", (value) => Symbol.prototype.valueOf.call(value)],
  ];

  function kindOf(value) {
    if (typeof value === "function") return { kind: "function" };
    if (Array.isArray(value)) return { kind: "array" };
    if (ArrayBuffer.isView(value)) return { kind: "view" };
    if (Error.isError(value)) return { kind: "error" };
    const tag = Object.prototype.toString.call(value);
    if (tag === "[object Object]" && Object.getPrototypeOf(value) === builtins.Object.prototype) return { kind: "object" };
    for (const [kind, probe] of PROBES) {
      try {
        return { kind, found: probe(value) };
      } catch {
        // it is of another kind
      }
    }
    return { kind: "object" };
  }

  function fail(what, value) {
    let text = "#<Object>";
    if (typeof value === "symbol") text = String(value);
    else if (typeof value === "function") text = Function.prototype.toString.call(value).slice(0, 2000);
    else if (isObject(value)) text = `#<${Object.prototype.toString.call(value).slice(8, -1)}>`;
    const where = stage.persona === "node" ? "" : `${what}: `; // node does not say what could not
    return stage.domException("DataCloneError", `${where}${text} could not be cloned.`);
  }

  const ERRORS = new Set(["EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError"]);

  function cloneError(value) {
    const name = String(value.name);
    const own = Object.getOwnPropertyDescriptor(value, "message");
    const made = stage.error(ERRORS.has(name) ? name : "Error", own === undefined ? undefined : String(own.value));
    const { stack } = value;
    if (typeof stack === "string") define(made, "stack", stack, false);
    return made;
  }

  function cloneView(value, walk) {
    const tag = typedTag.call(value);
    const bytes = stage.readBytes(value);
    if (tag === undefined) return stage.construct(builtins.DataView, stage.buffer(bytes));
    const buffer = walk(value.buffer);
    return stage.construct(builtins[tag], buffer, value.byteOffset, value.length);
  }

  function define(object, key, value, isEnumerable = true) {
    Reflect.defineProperty(object, key, { value, writable: true, enumerable: isEnumerable, configurable: true });
  }

  // `what` begins the message of an error: "Failed to execute 'structuredClone' on 'Window'".
  function clone(root, what) {
    const copies = new Map();
    let nodes = 0;

    function walk(value, depth = 0) {
      if (typeof value === "symbol" || typeof value === "function") throw fail(what, value);
      if (!isObject(value)) return value;
      if (copies.has(value)) return copies.get(value);
      if (++nodes > MAX_NODES || depth > MAX_DEPTH) throw stage.error("RangeError", "Maximum call stack size exceeded");
      const { kind, found } = kindOf(value);
      const made = start(kind, value, found, (inner) => walk(inner, depth + 1));
      copies.set(value, made);
      fill(kind, value, made, (inner) => walk(inner, depth + 1));
      return made;
    }

    function start(kind, value, found, inner) {
      switch (kind) {
        case "array": return stage.construct(builtins.Array, value.length);
        case "date": return stage.construct(builtins.Date, found);
        case "regexp": return stage.construct(builtins.RegExp, value.source, value.flags);
        case "map": return stage.construct(builtins.Map);
        case "set": return stage.construct(builtins.Set);
        case "buffer": return stage.buffer(new Uint8Array(value).slice());
        case "view": return cloneView(value, inner);
        case "error": return cloneError(value);
        case "number": return stage.construct(builtins.Number, found);
        case "string": return stage.construct(builtins.String, found);
        case "boolean": return stage.construct(builtins.Boolean, found);
        case "object": return platformCopy(value);
        default: throw fail(what, value);
      }
    }

    function platformCopy(value) {
      const { blob } = stage.parts;
      const own = blob?.File.state(value) ?? blob?.Blob.state(value);
      if (own !== undefined) return value; // they never change: the same will do
      if (stage.isHostObject?.(value)) throw fail(what, value);
      return stage.construct(builtins.Object);
    }

    function fill(kind, value, made, inner) {
      if (kind === "map") {
        const entries = Array.from(Map.prototype.entries.call(value));
        for (const [key, item] of entries) Map.prototype.set.call(made, inner(key), inner(item));
      } else if (kind === "set") {
        const items = Array.from(Set.prototype.values.call(value));
        for (const item of items) Set.prototype.add.call(made, inner(item));
      } else if (kind === "array" || (kind === "object" && made !== value)) {
        for (const key of Object.keys(value)) define(made, key, inner(value[key]));
      }
    }

    return walk(root);
  }

  stage.global("structuredClone", stage.function("structuredClone", function (value, options = undefined) {
    if (arguments.length === 0) {
      throw stage.error(
        "TypeError", "Failed to execute 'structuredClone' on 'Window': 1 argument required, but only 0 present.",
      );
    }
    if (isObject(options)) void options.transfer;
    return clone(value, "Failed to execute 'structuredClone' on 'Window'");
  }));

  stage.parts.clone = { clone };
})
