(function (p, host) {
  "use strict";
  // Looks at guest values without waking them: what kind of thing a value is, what it is called, how
  // long its text is. No function here runs guest code, whatever the guest has prepared.
  //
  // Two questions go to the host, because no builtin answers them without firing a trap:
  //     ReflectSet(host, "isPlain", v)   true for an ordinary object or array of the engine's own making
  //     ReflectSet(host, "isProxy", v)   true for a Proxy, revoked or not
  // Nearly all objects are plain, so "isPlain" is asked first and mostly answers both.

  const {
    ArrayBufferIsView, ArrayIsArray, BigIntToString, DOMExceptionGetMessage, DOMExceptionGetName, Error,
    ErrorGetPrepareStackTrace, ErrorGetStackTraceLimit, ErrorIsError, ErrorSetPrepareStackTrace,
    ErrorSetStackTraceLimit, ObjectHasOwn, ObjectPrototype, ObjectToString,
    ReflectGetOwnPropertyDescriptor, ReflectGetPrototypeOf, ReflectSet, RegExpExec, StringCharCodeAt,
    StringSlice, StringToWellFormed, SymbolToString, TypedArrayGetTag, encodeURIComponent, tagSymbol,
    unescape,
  } = p;

  const MAX_TEXT = 200; // characters of a name or description
  const MAX_CHAIN = 100; // prototypes; a longer chain is nobody's class
  const NON_ASCII = /[^\0-\x7f]/;
  const CHUNK = 4096;
  const LARGE = 2n ** 1024n;

  function isProxy(value) {
    return ReflectSet(host, "isProxy", value);
  }

  function isPlain(value) {
    return ReflectSet(host, "isPlain", value);
  }

  // A host that answers yes to everything would have proxies read as if they were plain.
  if (!isPlain({}) || !isPlain([]) || isPlain(new p.Map()) || isProxy({}) || !isProxy(new p.Proxy({}, {}))) {
    throw new p.TypeError("the host does not answer isPlain and isProxy");
  }

  // ---- kinds

  // Types that carry data are told by their internal slot, for a guest can change every prototype.
  // Each of these throws for anything but its own type.
  const SLOTS = [
    { kind: "map", read: p.MapGetSize, prototype: p.MapPrototype },
    { kind: "set", read: p.SetGetSize, prototype: p.SetPrototype },
    { kind: "date", read: p.DateGetTime, prototype: p.DatePrototype },
    { kind: "regexp", read: p.RegExpGetGlobal, prototype: p.RegExpPrototype },
    { kind: "buffer", read: p.ArrayBufferGetByteLength, prototype: p.ArrayBufferPrototype },
    {
      kind: "shared buffer",
      read: p.SharedArrayBufferGetByteLength,
      prototype: p.SharedArrayBufferPrototype,
    },
    { kind: "boxed number", read: p.NumberValueOf, prototype: p.NumberPrototype },
    { kind: "boxed string", read: p.StringValueOf, prototype: p.StringPrototype },
    { kind: "boxed boolean", read: p.BooleanValueOf, prototype: p.BooleanPrototype },
    { kind: "boxed symbol", read: p.SymbolValueOf, prototype: p.SymbolPrototype },
    { kind: "boxed bigint", read: p.BigIntValueOf, prototype: p.BigIntPrototype },
    { kind: "error", read: p.DOMExceptionGetCode, prototype: p.DOMExceptionPrototype },
  ];

  const slotOf = p.makeMap(); // a guess by prototype, because a wrong one costs an exception
  for (let i = 0; i < SLOTS.length; i++) slotOf.set(SLOTS[i].prototype, SLOTS[i]);

  // What is left holds nothing that could be read; the prototype is only asked for a label.
  const LABELS = [
    { kind: "promise", prototype: p.PromisePrototype },
    { kind: "weakmap", prototype: p.WeakMapPrototype },
    { kind: "weakset", prototype: p.WeakSetPrototype },
    { kind: "weakref", prototype: p.WeakRefPrototype },
    { kind: "finalization-registry", prototype: p.FinalizationRegistryPrototype },
    { kind: "generator", prototype: p.GeneratorPrototype },
    { kind: "generator", prototype: p.AsyncGeneratorPrototype },
    { kind: "iterator", prototype: p.IteratorPrototype },
  ];

  // Returns array, object, function, proxy, error, typed array, dataview, arguments, namespace, exotic,
  // or a kind of SLOTS or LABELS. Requires: an object or a function.
  function kindOf(value) {
    if (ReflectSet(host, "isPlain", value)) return ArrayIsArray(value) ? "array" : "object";
    if (ArrayBufferIsView(value)) return TypedArrayGetTag(value) !== undefined ? "typed array" : "dataview";
    if (ErrorIsError(value)) return "error";
    if (isProxy(value)) return "proxy";
    if (typeof value === "function") return "function";
    return quietly(exoticKind, value);
  }

  function exoticKind(value) {
    const prototype = ReflectGetPrototypeOf(value);
    const likely = slotOf.get(prototype);
    if (likely !== undefined && holds(likely, value)) return likely.kind;
    for (let i = 0; i < SLOTS.length; i++) {
      if (holds(SLOTS[i], value)) return SLOTS[i].kind;
    }
    return label(value, prototype);
  }

  function holds(slot, value) {
    try {
      slot.read(value);
      return true;
    } catch {
      return false;
    }
  }

  function label(value, prototype) {
    if (prototype === null && dataProperty(value, tagSymbol) === "Module") return "namespace";
    let isTagged = ObjectHasOwn(value, tagSymbol);
    let at = prototype;
    for (let i = 0; at !== null; i++) {
      if (i === MAX_CHAIN || isProxy(at)) return "exotic";
      for (let j = 0; j < LABELS.length; j++) {
        if (LABELS[j].prototype === at) return LABELS[j].kind;
      }
      isTagged = isTagged || ObjectHasOwn(at, tagSymbol);
      at = ReflectGetPrototypeOf(at);
    }
    // Without a tag in the way, this builtin answers from the engine's own class.
    return !isTagged && ObjectToString(value) === "[object Arguments]" ? "arguments" : "exotic";
  }

  // Calls `action(argument)` so that an exception made by the engine meanwhile runs no guest code
  // (Error.prepareStackTrace, valueOf of Error.stackTraceLimit) and costs no stack trace.
  function quietly(action, argument) {
    const limit = ErrorGetStackTraceLimit(Error);
    const prepare = ErrorGetPrepareStackTrace(Error);
    ErrorSetStackTraceLimit(Error, 0);
    ErrorSetPrepareStackTrace(Error, undefined);
    try {
      return action(argument);
    } finally {
      ErrorSetStackTraceLimit(Error, limit);
      ErrorSetPrepareStackTrace(Error, prepare);
    }
  }

  const UNBOX = {
    __proto__: null,
    "boxed number": p.NumberValueOf,
    "boxed string": p.StringValueOf,
    "boxed boolean": p.BooleanValueOf,
    "boxed symbol": p.SymbolValueOf,
    "boxed bigint": p.BigIntValueOf,
  };

  const FLAGS = [
    { letter: "d", read: p.RegExpGetHasIndices },
    { letter: "g", read: p.RegExpGetGlobal },
    { letter: "i", read: p.RegExpGetIgnoreCase },
    { letter: "m", read: p.RegExpGetMultiline },
    { letter: "s", read: p.RegExpGetDotAll },
    { letter: "u", read: p.RegExpGetUnicode },
    { letter: "v", read: p.RegExpGetUnicodeSets },
    { letter: "y", read: p.RegExpGetSticky },
  ];

  // The getter of `flags` itself would read properties of the object.
  function flagsOf(regexp) {
    let flags = "";
    for (let i = 0; i < FLAGS.length; i++) {
      if (FLAGS[i].read(regexp)) flags += FLAGS[i].letter;
    }
    return flags;
  }

  // ---- names

  const INTRINSIC = p.makeMap(); // prototype -> class name, whatever a guest makes of "constructor"
  for (const name of [
    "Array", "ArrayBuffer", "BigInt", "BigInt64Array", "BigUint64Array", "Boolean", "DataView", "Date",
    "FinalizationRegistry", "Float16Array", "Float32Array", "Float64Array", "Int16Array", "Int32Array",
    "Int8Array", "Map", "Number", "Promise", "RegExp", "Set", "SharedArrayBuffer", "String", "Symbol",
    "Uint16Array", "Uint32Array", "Uint8Array", "Uint8ClampedArray", "WeakMap", "WeakRef", "WeakSet",
  ]) INTRINSIC.set(p[name + "Prototype"], name); // for-of: no guest has run yet

  // Returns an own data property's value; undefined if it is an accessor or missing.
  // Requires: `object` is no Proxy.
  function dataProperty(object, key) {
    const descriptor = ReflectGetOwnPropertyDescriptor(object, key);
    // An accessor's descriptor inherits "value", if a guest puts one into Object.prototype.
    return descriptor !== undefined && ObjectHasOwn(descriptor, "value") ? descriptor.value : undefined;
  }

  // Likewise, for an own property or an inherited one.
  function inheritedData(object, key) {
    let at = object;
    for (let i = 0; at !== null && i < MAX_CHAIN && !isProxy(at); i++) {
      if (ObjectHasOwn(at, key)) return dataProperty(at, key);
      at = ReflectGetPrototypeOf(at);
    }
    return undefined;
  }

  // Returns the name of an object's class, "" if that cannot be told, null if it is a plain object.
  function className(value) {
    const prototype = ReflectGetPrototypeOf(value);
    if (prototype === null || prototype === ObjectPrototype) return null;
    const intrinsic = INTRINSIC.get(prototype);
    if (intrinsic !== undefined) return intrinsic;
    const constructor = inheritedData(prototype, "constructor");
    return typeof constructor === "function" && !isProxy(constructor) ? functionName(constructor) : "";
  }

  function functionName(value) {
    const name = dataProperty(value, "name");
    return typeof name === "string" ? shorten(name) : "";
  }

  // Says in at most about MAX_TEXT characters what a value is.
  function describe(value) {
    switch (typeof value) {
      case "string":
        return shorten(value);
      case "symbol":
        return shorten(SymbolToString(value));
      case "bigint":
        return shorten(bigintText(value));
      case "object":
      case "function":
        return value === null ? "null" : describeObject(value, kindOf(value));
      default:
        return value + "";
    }
  }

  // Decimal digits of a large number take quadratic time.
  function bigintText(value) {
    if (-LARGE < value && value < LARGE) return value + "n";
    const hex = BigIntToString(value, 16);
    return hex[0] === "-" ? "-0x" + StringSlice(hex, 1) + "n" : "0x" + hex + "n";
  }

  function describeObject(value, kind) {
    if (kind === "proxy") return typeof value === "function" ? "Proxy of a function" : "Proxy";
    if (kind === "function") {
      const name = functionName(value);
      return name === "" ? "[Function (anonymous)]" : "[Function: " + name + "]";
    }
    if (kind === "error") return shorten(errorTitle(value));
    const name = className(value);
    return "[" + (name === null ? "Object" : name === "" ? kind : name) + "]";
  }

  // Returns "name: message" of an error.
  function errorTitle(error) {
    if (!ErrorIsError(error)) return DOMExceptionGetName(error) + ": " + DOMExceptionGetMessage(error);
    const name = inheritedData(error, "name");
    const message = inheritedData(error, "message");
    const title = typeof name === "string" ? name : "Error";
    return typeof message === "string" && message !== "" ? title + ": " + message : title;
  }

  // ---- text

  // Returns well-formed text of at most `most` characters.
  function shorten(text, most = MAX_TEXT) {
    return StringToWellFormed(text.length > most ? StringSlice(text, 0, most - 1) + "…" : text);
  }

  // Returns the UTF-8 bytes of a well-formed string. A loop over characters takes four times as long.
  function utf8Length(text) {
    if (RegExpExec(NON_ASCII, text) === null) return text.length;
    let bytes = 0;
    for (let start = 0, end; start < text.length; start = end) {
      end = start + CHUNK;
      if (end < text.length) {
        const unit = StringCharCodeAt(text, end);
        if (unit >= 0xdc00 && unit <= 0xdfff) end++; // keep a surrogate pair together
      }
      bytes += unescape(encodeURIComponent(StringSlice(text, start, end))).length;
    }
    return bytes;
  }

  const look = {
    __proto__: null,
    UNBOX: UNBOX,
    bigintText: bigintText,
    className: className,
    dataProperty: dataProperty,
    describe: describe,
    describeObject: describeObject,
    errorTitle: errorTitle,
    flagsOf: flagsOf,
    isProxy: isProxy,
    kindOf: kindOf,
    quietly: quietly,
    shorten: shorten,
    utf8Length: utf8Length,
  };
  p.parts.look = look;
  return look;
})
