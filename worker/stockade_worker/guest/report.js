(function (p, host) {
  "use strict";
  // Turns whatever was thrown into text for people. Reading a property of it may run guest code; that
  // is allowed, because it happens inside the engine, under the run's own limits.

  const MAX_NAME = 200;
  const MAX_MESSAGE = 8000;
  const MAX_STACK = 16000;

  // The engine keeps the stack beside the object and shows it through an accessor: taken here, before a
  // guest can replace it, it cannot be made to lie about where an error was made.
  const stackGetter = p.ObjectGetOwnPropertyDescriptor(p.Error.prototype, "stack");
  const readStack = stackGetter !== undefined ? stackGetter.get : undefined;

  function clean(text, limit) {
    const whole = p.StringToWellFormed(text);
    return whole.length > limit ? p.StringSlice(whole, 0, limit) + "…" : whole;
  }

  function property(object, key, limit) {
    try {
      const value = object[key];
      return typeof value === "string" ? clean(value, limit) : "";
    } catch {
      return "";
    }
  }

  function stackOf(error) {
    try {
      const value = readStack === undefined ? error.stack : p.ReflectApply(readStack, error, []);
      if (typeof value === "string" && value !== "") return clean(value, MAX_STACK);
    } catch {
      // fall through: an error without a stack is still an error
    }
    return property(error, "stack", MAX_STACK);
  }

  function plainText(value) {
    switch (typeof value) {
      case "string":
        return value;
      case "symbol":
        return "a symbol";
      case "function":
        return "a function";
      case "object":
        return value === null ? "null" : "an object";
      case "bigint":
        return p.String(value) + "n";
      default:
        return p.String(value);
    }
  }

  function describe(thrown) {
    const isError = p.ReflectSet(host, "isError", thrown);
    const name = isError ? property(thrown, "name", MAX_NAME) : "";
    const message = isError ? property(thrown, "message", MAX_MESSAGE) : clean(plainText(thrown), MAX_MESSAGE);
    const stack = isError ? stackOf(thrown) : "";
    return (
      "[" + p.JSONStringify(name) + "," + p.JSONStringify(message) + "," + p.JSONStringify(stack) + "]"
    );
  }

  // A call site's getFunction would hand a guest the functions below its own on the stack, ours included.
  function hideCallers() {
    const before = p.Error.prepareStackTrace;
    p.Error.prepareStackTrace = function (_error, sites) {
      return sites;
    };
    const site = new p.Error().stack[0];
    p.Error.prepareStackTrace = before;
    delete p.ReflectGetPrototypeOf(site).getFunction;
  }

  return { describe: describe, hideCallers: hideCallers };
})
