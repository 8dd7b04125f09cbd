(function (stage, border) {
  "use strict";
  // Speaks to the guest's realm: calls its functions, makes its objects, runs code in it. What is handed
  // over is adopted in C: see native/stubs.c.

  const { guest, origins } = stage;

  // Copies of the guest's builtins, from before the guest.
  const NAMES = [
    "Object", "Function", "Array", "Error", "EvalError", "RangeError", "ReferenceError", "SyntaxError",
    "TypeError", "URIError", "AggregateError", "Promise", "Map", "Set", "WeakMap", "WeakSet", "Date", "RegExp",
    "ArrayBuffer", "SharedArrayBuffer", "DataView", "Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array",
    "Uint16Array", "Int32Array", "Uint32Array", "BigInt64Array", "BigUint64Array", "Float16Array", "Float32Array",
    "Float64Array", "Number", "String", "Boolean", "Symbol", "BigInt", "DOMException", "Proxy", "JSON", "Reflect",
  ];
  const builtins = {};
  for (const name of NAMES) builtins[name] = guest[name];
  Object.freeze(builtins);

  const prototypeOf = Reflect.getPrototypeOf;

  // Each of the stage's builtin prototypes, and the guest's.
  function pairUp() {
    const guestSelf = border.evaluate(
      "[Reflect.getPrototypeOf(function*(){}).prototype, (async()=>{}).constructor.prototype, [][Symbol.iterator](), " +
        "new Map().entries(), new Set().values(), ''.matchAll(/a/g), ''[Symbol.iterator]()]",
      0,
    );
    const own = [
      prototypeOf(function* () {}).prototype, (async () => {}).constructor.prototype, [][Symbol.iterator](),
      new Map().entries(), new Set().values(), "".matchAll(/a/g), ""[Symbol.iterator](),
    ];
    for (const name of NAMES) {
      if (globalThis[name]?.prototype) border.pair(globalThis[name].prototype, builtins[name].prototype);
    }
    own.forEach((object, at) => {
      if (at < 2) border.pair(object, guestSelf[at]);
      else border.pair(prototypeOf(object), prototypeOf(guestSelf[at]));
    });
  }

  const isObject = (value) => (typeof value === "object" && value !== null) || typeof value === "function";
  const isFunction = (value) => typeof value === "function";

  // Runs text as a classic script of the guest's, a generation of this origin; returns its value.
  function evaluate(text, origin) {
    return border.evaluate(String(text), Math.max(0, origins.indexOf(origin)));
  }

  // Makes a function of the guest's with this body, as event-handler attributes have it.
  function compile(body, parameters = "", origin = "handler", name = "") {
    return evaluate(`(function ${name}(${parameters}) {\n${body}\n})`, origin);
  }

  function promise() {
    let resolve;
    let reject;
    const made = border.construct(builtins.Promise, (ok, bad) => {
      resolve = (value) => ok(border.adopt(value));
      reject = (error) => bad(border.adopt(error));
    });
    return { promise: made, resolve: resolve, reject: reject };
  }

  function resolved(value) {
    const made = promise();
    made.resolve(value);
    return made.promise;
  }

  function rejected(error) {
    const made = promise();
    made.reject(error);
    return made.promise;
  }

  // An async function waits in the realm that calls it, and that is the guest's: so the functions that a
  // thenable gets are the guest's own, and a promise is not asked for its `then`.
  function whenDone(value, ok, bad) {
    border.call(async () => {
      let result;
      let isDone = false;
      try {
        result = await value;
        isDone = true;
        ok(result);
      } catch (error) {
        if (isDone) throw border.adopt(error);
        bad(error);
      }
    }, undefined);
  }

  function error(type, message, extra) {
    const made = border.construct(builtins[type] ?? builtins.Error, message);
    if (extra !== undefined) {
      for (const key of Object.keys(extra)) {
        Object.defineProperty(made, key, {
          value: border.adopt(extra[key]), writable: true, enumerable: true, configurable: true,
        });
      }
    }
    return made;
  }

  const domException = (name, message) => border.construct(builtins.DOMException, message, name);

  // ---- bytes

  const typedPrototype = prototypeOf(Uint8Array.prototype);
  const getter = (object, key) => Object.getOwnPropertyDescriptor(object, key).get;
  const bufferOf = getter(typedPrototype, "buffer");
  const offsetOf = getter(typedPrototype, "byteOffset");
  const lengthOf = getter(typedPrototype, "byteLength");
  const viewBuffer = getter(DataView.prototype, "buffer");
  const viewOffset = getter(DataView.prototype, "byteOffset");
  const viewLength = getter(DataView.prototype, "byteLength");
  const bufferLength = getter(ArrayBuffer.prototype, "byteLength");

  // Returns the bytes that a buffer or view of the guest's stands for, not a copy; undefined for others.
  function readBytes(value) {
    if (!isObject(value)) return undefined;
    try {
      if (ArrayBuffer.isView(value)) {
        const isView = Reflect.apply(getter(typedPrototype, Symbol.toStringTag), value, []) === undefined;
        const [buffer, offset, length] = isView
          ? [viewBuffer, viewOffset, viewLength] : [bufferOf, offsetOf, lengthOf];
        const at = (read) => Reflect.apply(read, value, []);
        return new Uint8Array(at(buffer), at(offset), at(length));
      }
      Reflect.apply(bufferLength, value, []);
      return new Uint8Array(value);
    } catch {
      return undefined;
    }
  }

  function toBytes(given) {
    if (typeof given === "string") return stage.text.utf8Encode(given);
    return given instanceof Uint8Array ? given : new Uint8Array(given);
  }

  // A guest's Uint8Array with its own buffer.
  function bytes(given) {
    const from = toBytes(given);
    const made = border.construct(builtins.Uint8Array, from.length);
    readBytes(made).set(from);
    return made;
  }

  function buffer(given) {
    const from = toBytes(given);
    const made = border.construct(builtins.ArrayBuffer, from.length);
    new Uint8Array(made).set(from);
    return made;
  }

  pairUp();
  Object.assign(stage, {
    builtins, isObject, isFunction, evaluate, compile, promise, resolved, rejected, then: whenDone, error,
    domException, readBytes, bytes, buffer,
    call: (fn, self, ...values) => border.call(fn, self, ...values),
    construct: (constructor, ...values) => border.construct(constructor, ...values.map(border.adopt)),
    adopt: border.adopt,
    hide: border.hide,
  });
})
