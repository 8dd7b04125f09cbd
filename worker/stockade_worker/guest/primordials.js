(function () {
  "use strict";
  // Copies of the engine's builtins, taken before any guest code runs. Everything else of the guest
  // runtime works with these only: a guest may replace, delete, freeze or booby-trap whatever it can
  // reach, and it can reach none of this. They are few because the engine makes a builtin's function
  // object when it is first touched, and every worker would carry them.
  //
  // Syntax is no safer than a method call. The rules for code that runs after the guest:
  //   - no iteration (for-of, spread, array patterns): it reads Symbol.iterator and next
  //   - no write `a[i] = v` or `o[k] = v` that adds a property to an object with a guest's prototype:
  //     a setter up there would get the value; null prototypes, typed arrays, literals, define are safe
  //   - no read of a property that may be missing, for the same reason; a typed array's `length` is
  //     one of these, for it is a getter on a prototype
  //   - no regular expression method, `instanceof`, or conversion of an object to a primitive
  //   - no throw by the engine where guest code must not run: it calls Error.prepareStackTrace

  // What is wanted, and its name here. A method or accessor of a prototype takes its receiver first.
  //     Map                 Map
  //     Map#                MapPrototype
  //     Object.keys         ObjectKeys(o)
  //     Map#get             MapGet(m, k)
  //     Map#size            MapGetSize(m): throws unless m is a Map
  //     Error.stackTraceLimit   ErrorGetStackTraceLimit(Error), ErrorSetStackTraceLimit(Error, v)
  const WANTED = `
    Array# Array.isArray
    ArrayBuffer# ArrayBuffer.isView ArrayBuffer#byteLength ArrayBuffer#detached
    BigInt BigInt# BigInt#toString BigInt#valueOf
    Boolean# Boolean#valueOf
    DOMException# DOMException#code DOMException#message DOMException#name
    DataView DataView# DataView#buffer DataView#byteLength DataView#byteOffset
    Date Date# Date.now Date#getTime Date#toISOString
    Error Error.isError Error.prepareStackTrace Error.stackTraceLimit Error#stack
    EvalError RangeError ReferenceError SyntaxError TypeError URIError
    FinalizationRegistry#
    Iterator#
    JSON.parse JSON.stringify
    Map Map# Map#forEach Map#set Map#size
    Math.trunc
    Number# Number#toString Number#valueOf
    Object Object# Object.getOwnPropertySymbols Object.hasOwn Object.keys
    Object#propertyIsEnumerable Object#toString
    Promise#
    Proxy
    Reflect.apply Reflect.defineProperty Reflect.getOwnPropertyDescriptor Reflect.getPrototypeOf
    Reflect.isExtensible Reflect.ownKeys Reflect.set
    RegExp RegExp# RegExp#exec RegExp#source
    RegExp#dotAll RegExp#global RegExp#hasIndices RegExp#ignoreCase RegExp#multiline RegExp#sticky
    RegExp#unicode RegExp#unicodeSets
    Set Set# Set#add Set#forEach Set#size
    SharedArrayBuffer# SharedArrayBuffer#byteLength
    String String# String.fromCharCode String#charCodeAt String#indexOf String#isWellFormed String#slice
    String#toWellFormed String#valueOf
    Symbol# Symbol#toString Symbol#valueOf
    WeakMap# WeakRef# WeakSet#
    BigInt64Array BigInt64Array# BigUint64Array BigUint64Array# Float16Array Float16Array#
    Float32Array Float32Array# Float64Array Float64Array# Int16Array Int16Array# Int32Array Int32Array#
    Int8Array Int8Array# Uint16Array Uint16Array# Uint32Array Uint32Array# Uint8Array Uint8Array#
    Uint8ClampedArray Uint8ClampedArray#
    TypedArray#at TypedArray#buffer TypedArray#byteLength TypedArray#byteOffset TypedArray#length
    Uint8Array.fromBase64 Uint8Array#toBase64
    encodeURIComponent parseFloat parseInt unescape
  `;

  const p = { __proto__: null };
  const { apply, defineProperty, getOwnPropertyDescriptor, getPrototypeOf, setPrototypeOf } = Reflect;
  const { bind, call } = Function.prototype;
  const uncurry = bind.bind(call);
  const TypedArray = getPrototypeOf(Uint8Array); // no global name leads to it
  const capital = (name) => name[0].toUpperCase() + name.slice(1);

  for (const wanted of WANTED.trim().split(/\s+/)) {
    const [, type, mark, key] = /^(\w+)([.#]?)(\w*)$/.exec(wanted);
    const holder = type === "TypedArray" ? TypedArray : globalThis[type];
    if (mark === "") p[type] = holder;
    else if (key === "") p[`${type}Prototype`] = holder.prototype;
    else {
      const object = mark === "#" ? holder.prototype : holder;
      const { value, get, set } = getOwnPropertyDescriptor(object, key);
      const name = capital(key);
      if (get !== undefined) p[`${type}Get${name}`] = uncurry(get);
      if (set !== undefined) p[`${type}Set${name}`] = uncurry(set);
      if (value !== undefined) p[type + name] = mark === "#" ? uncurry(value) : value;
    }
  }

  const tag = getOwnPropertyDescriptor(TypedArray.prototype, Symbol.toStringTag);
  p.TypedArrayGetTag = uncurry(tag.get); // the type's name, or undefined: never throws
  p.GeneratorPrototype = getPrototypeOf(function* () {}.prototype);
  p.AsyncGeneratorPrototype = getPrototypeOf(async function* () {}.prototype);
  p.tagSymbol = Symbol.toStringTag;

  // A Map whose methods can be called in the usual way, because they come from a private prototype.
  const { Map } = globalThis;
  const { delete: remove, get, set } = Map.prototype;
  const mapMethods = Object.freeze({ __proto__: null, delete: remove, get, set });
  p.makeMap = function () {
    const made = new Map();
    setPrototypeOf(made, mapMethods);
    return made;
  };

  // An array without a prototype: `a[a.length] = v` cannot meet a setter.
  p.makeList = function () {
    const made = [];
    setPrototypeOf(made, null);
    return made;
  };

  // A native function of the guest's, whose uses are recorded under `path`. Behind it should be an arrow
  // function: it is called with whatever the guest calls it on.
  const CALL = 2; // a place in the worker's list of kinds of use
  p.makeNative = function (path, name, length, behaviour) {
    return p.parts.makeStub(path, CALL, behaviour, name, length, 0);
  };

  // Where a part of the runtime leaves what the parts loaded after it use.
  p.parts = { __proto__: null };

  return Object.freeze(p);
})
