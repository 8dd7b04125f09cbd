(function (p, _host) {
  "use strict";
  // Turns whatever was thrown into text for people. Reading a property of it may run guest code; that
  // is allowed, because it happens inside the engine, under the run's own limits.

  const { ErrorGetStack, ErrorIsError, JSONStringify } = p;
  const { bigintText, kindOf, shorten } = p.parts.look;

  const MAX_NAME = 200;
  const MAX_MESSAGE = 8000;
  const MAX_STACK = 16000;

  // Returns ["name","message","stack"], as JSON.
  function describe(thrown) {
    const isError = typeof thrown === "object" && thrown !== null && kindOf(thrown) === "error";
    if (!isError) return written("", plainText(thrown), "");
    return written(property(thrown, "name"), property(thrown, "message"), stackOf(thrown));
  }

  function written(name, message, stack) {
    return (
      "[" + JSONStringify(shorten(name, MAX_NAME)) + "," + JSONStringify(shorten(message, MAX_MESSAGE)) +
      "," + JSONStringify(shorten(stack, MAX_STACK)) + "]"
    );
  }

  function property(object, key) {
    try {
      const value = object[key];
      return typeof value === "string" ? value : "";
    } catch {
      return "";
    }
  }

  // The engine's own record: a guest that replaces the accessor cannot make it lie about where an error
  // was made.
  function stackOf(error) {
    const stack = ErrorIsError(error) ? ErrorGetStack(error) : ""; // a DOMException has its own
    return typeof stack === "string" && stack !== "" ? stack : property(error, "stack");
  }

  function plainText(value) {
    switch (typeof value) {
      case "bigint":
        return bigintText(value);
      case "symbol":
        return "a symbol";
      case "function":
        return "a function";
      case "object":
        return value === null ? "null" : "an object";
      default:
        return value + "";
    }
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
