(function (stage) {
  "use strict";
  // The module "util". Values are written for people as the console writes them; custom inspection and the
  // options of `inspect` are ignored.
  //
  // Source: Node.js documentation, "Util".

  const { turns } = stage.parts;
  const { coded, invalidType, put } = stage.parts.errors;
  const { isFunction, isObject, guestParts } = stage;
  const MAX_TEXT = 1 << 20; // characters of a written value
  const CUSTOM_PROMISIFY = Symbol.for("nodejs.util.promisify.custom");
  const CUSTOM_INSPECT = Symbol.for("nodejs.util.inspect.custom");

  const inspect = (value) => guestParts.inspect.inspect(value, MAX_TEXT).text;
  const format = (...values) => guestParts.format.format(values, MAX_TEXT).text;
  stage.parts.inspect = inspect;

  // ---- callbacks and promises

  // Has a guest's function that calls back return a promise. What it fills in is given to the guest's code.
  function promisify(original) {
    if (!isFunction(original)) throw invalidType("original", ["function"], original);
    const custom = original[CUSTOM_PROMISIFY];
    if (isFunction(custom)) return custom;
    return turns.callback(function promised(...values) {
      const { promise, resolve, reject } = stage.promise();
      const done = turns.callback((error, value) => (error ? reject(error) : resolve(value)));
      stage.call(original, undefined, ...values, done);
      return promise;
    }, original.name);
  }

  function callbackify(original) {
    if (!isFunction(original)) throw invalidType("original", ["function"], original);
    return turns.callback((...values) => {
      const done = values.pop();
      stage.then(
        stage.call(original, undefined, ...values),
        (value) => turns.answer(done, null, value),
        (error) => turns.answer(done, error),
      );
    }, `${original.name}Callbackified`);
  }

  // ---- classes and objects

  function inherits(child, parent) {
    if (!isFunction(child)) throw invalidType("ctor", ["function"], child);
    if (!isFunction(parent)) throw invalidType("superCtor", ["function"], parent);
    Object.defineProperty(child, "super_", { value: parent, writable: true, configurable: true });
    Object.setPrototypeOf(child.prototype, parent.prototype);
  }

  const tagOf = (value) => Object.prototype.toString.call(value).slice(8, -1);

  function isSame(one, other, seen = 0) {
    if (Object.is(one, other)) return true;
    if (!isObject(one) || !isObject(other) || seen > 100) return false;
    if (stage.prototypeOf(one) !== stage.prototypeOf(other)) return false;
    const [bytes, others] = [stage.readBytes(one), stage.readBytes(other)];
    if (bytes !== undefined) return others !== undefined && bytes.length === others.length && bytes.every((byte, i) => byte === others[i]);
    if (tagOf(one) === "Date") return Number(one) === Number(other);
    const keys = Object.keys(one);
    return keys.length === Object.keys(other).length && keys.every((key) => Object.hasOwn(other, key) && isSame(one[key], other[key], seen + 1));
  }

  const { look } = guestParts;
  const kindIs = (...kinds) => (value) => isObject(value) && kinds.includes(look.kindOf(value));
  const arrayIs = (name) => (value) => ArrayBuffer.isView(value) && typedTag.call(value) === name;
  const typedTag = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;
  const sourceStarts = (word) => (value) => isFunction(value) && Function.prototype.toString.call(value).startsWith(word);

  const TYPES = {
    isAnyArrayBuffer: kindIs("buffer", "shared buffer"),
    isArgumentsObject: kindIs("arguments"),
    isArrayBuffer: kindIs("buffer"),
    isArrayBufferView: (value) => ArrayBuffer.isView(value),
    isAsyncFunction: sourceStarts("async"),
    isBoxedPrimitive: kindIs("boxed number", "boxed string", "boxed boolean", "boxed symbol", "boxed bigint"),
    isDataView: kindIs("dataview"),
    isDate: kindIs("date"),
    isExternal: () => false,
    isGeneratorFunction: sourceStarts("function*"),
    isGeneratorObject: kindIs("generator"),
    isMap: kindIs("map"),
    isModuleNamespaceObject: kindIs("namespace"),
    isNativeError: kindIs("error"),
    isPromise: kindIs("promise"),
    isProxy: (value) => kindIs("proxy")(value) && value !== stage.parts.process.object.env,
    isRegExp: kindIs("regexp"),
    isSet: kindIs("set"),
    isSharedArrayBuffer: kindIs("shared buffer"),
    isStringObject: kindIs("boxed string"),
    isSymbolObject: kindIs("boxed symbol"),
    isTypedArray: kindIs("typed array"),
    isUint8Array: arrayIs("Uint8Array"),
    isWeakMap: kindIs("weakmap"),
    isWeakSet: kindIs("weakset"),
  };

  const OLD = {
    isArray: (value) => Array.isArray(value),
    isBoolean: (value) => typeof value === "boolean",
    isBuffer: (value) => stage.parts.buffer.isBuffer(value),
    isDate: TYPES.isDate,
    isError: TYPES.isNativeError,
    isFunction,
    isNull: (value) => value === null,
    isNullOrUndefined: (value) => value === null || value === undefined,
    isNumber: (value) => typeof value === "number",
    isObject: (value) => isObject(value) && !isFunction(value),
    isPrimitive: (value) => !isObject(value),
    isRegExp: TYPES.isRegExp,
    isString: (value) => typeof value === "string",
    isSymbol: (value) => typeof value === "symbol",
    isUndefined: (value) => value === undefined,
  };

  const ANSI = /[\u001b\u009b][[\]()#;?]*(?:\d{1,4}(?:;\d{0,4})*)?[\dA-PR-TZcf-nq-uy=><~]/g;

  stage.parts.util = { format, inherits, inspect, isSame };

  stage.parts.define("util/types", () => stage.namespace({ name: "types", path: "util.types", methods: TYPES }));
  stage.parts.define("util", () => {
    const made = stage.namespace({
      name: "util",
      methods: {
        ...OLD,
        callbackify,
        debug: () => turns.callback(() => undefined, "debuglog"),
        debuglog: () => turns.callback(() => undefined, "debuglog"),
        deprecate: (run) => run,
        format,
        formatWithOptions: (_options, ...values) => format(...values),
        inherits,
        inspect: (value, _options) => inspect(value),
        isDeepStrictEqual: (one, other) => isSame(one, other),
        promisify,
        stripVTControlCharacters: (text) => String(text).replace(ANSI, ""),
        styleText: (_format, text) => text,
        toUSVString: (text) => String(text).toWellFormed(),
        getSystemErrorName: (errno) => stage.parts.errors.names.find((name) => stage.parts.errors.errnoOf(name) === -errno),
        parseArgs() {
          throw coded("TypeError", "ERR_PARSE_ARGS_UNKNOWN_OPTION", "Unknown option");
        },
      },
      values: {
        types: stage.parts.core("util/types"), TextEncoder: stage.guest.TextEncoder, TextDecoder: stage.guest.TextDecoder,
      },
    });
    put(made.promisify, { custom: CUSTOM_PROMISIFY });
    put(made.inspect, { custom: CUSTOM_INSPECT, defaultOptions: stage.adopt({ depth: 2, colors: false }) });
    return made;
  });
})
