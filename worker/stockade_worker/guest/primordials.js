(function () {
  "use strict";
  // Copies of the engine's builtins, taken before any guest code runs. Everything else of the guest
  // runtime works with these only: a guest may replace, delete, freeze or booby-trap whatever it can
  // reach, and it can reach none of this.
  //
  // Names are the type and the capitalised property. A method or accessor of a prototype takes its
  // receiver as its first argument:
  //
  //     ObjectKeys(o)             Object.keys(o)
  //     MapGet(m, k)              m.get(k)
  //     MapGetSize(m)             m.size, by the getter of Map.prototype: throws unless m is a Map
  //     ErrorSetStackTraceLimit   the setter, likewise
  //     Map, TypeError, ...       the constructors; MapPrototype, TypeErrorPrototype, ...
  //
  // Syntax is no safer than a method call. The rules for code that runs after the guest:
  //   - no iteration (for-of, spread, array patterns): it reads Symbol.iterator and next
  //   - no write `a[i] = v` or `o[k] = v` that adds a property to an object with a guest's prototype:
  //     a setter up there would get the value; null prototypes, typed arrays, literals and define are safe
  //   - no read of a property that may be missing, for the same reason
  //   - no regular expression method, `instanceof`, or conversion of an object to a primitive
  //   - no throw by the engine where guest code must not run: it calls Error.prepareStackTrace

  const p = { __proto__: null };
  const { apply, defineProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
  const { bind, call } = Function.prototype;
  const uncurry = bind.bind(call);

  function add(name, value) {
    if (name in p) throw new Error(`two builtins want the name ${name}`);
    p[name] = value;
  }

  function copyProperties(type, object, isPrototype) {
    for (const key of ownKeys(object)) {
      if (typeof key !== "string" || key === "constructor" || key === "prototype") continue;
      const { value, get, set } = getOwnPropertyDescriptor(object, key);
      const name = key[0].toUpperCase() + key.slice(1);
      if (get !== undefined) add(`${type}Get${name}`, uncurry(get));
      if (set !== undefined) add(`${type}Set${name}`, uncurry(set));
      if (typeof value !== "function") continue;
      // Promise.resolve and its like need their constructor; the others do not look at `this`.
      add(type + name, isPrototype ? uncurry(value) : bind.call(value, object));
    }
  }

  function copyType(name, constructor) {
    add(name, constructor);
    add(`${name}Prototype`, constructor.prototype);
    copyProperties(name, constructor, false);
    copyProperties(name, constructor.prototype, true);
  }

  for (const name of ["Atomics", "JSON", "Math", "Reflect"]) copyProperties(name, globalThis[name], false);

  for (const name of [
    "AggregateError", "Array", "ArrayBuffer", "BigInt", "Boolean", "DOMException", "DataView", "Date",
    "Error", "EvalError", "FinalizationRegistry", "Function", "Iterator", "Map", "Number", "Object",
    "Promise", "RangeError", "ReferenceError", "RegExp", "Set", "SharedArrayBuffer", "String", "Symbol",
    "SyntaxError", "TypeError", "URIError", "WeakMap", "WeakRef", "WeakSet",
    "BigInt64Array", "BigUint64Array", "Float16Array", "Float32Array", "Float64Array", "Int16Array",
    "Int32Array", "Int8Array", "Uint16Array", "Uint32Array", "Uint8Array", "Uint8ClampedArray",
  ]) copyType(name, globalThis[name]);

  for (const name of [
    "Proxy", "decodeURIComponent", "encodeURIComponent", "eval", "isFinite", "isNaN", "parseFloat",
    "parseInt", "queueMicrotask", "unescape",
  ]) add(name, globalThis[name]);

  // No global name leads to these.
  const TypedArray = getPrototypeOf(Uint8Array);
  copyType("TypedArray", TypedArray);
  const tag = getOwnPropertyDescriptor(TypedArray.prototype, Symbol.toStringTag);
  add("TypedArrayGetTag", uncurry(tag.get)); // the type's name, or undefined: never throws
  add("GeneratorPrototype", getPrototypeOf(function* () {}.prototype));
  add("AsyncGeneratorPrototype", getPrototypeOf(async function* () {}.prototype));
  add("tagSymbol", Symbol.toStringTag);

  // A Map whose methods can be called in the usual way, because they come from a private prototype.
  const mapMethods = Object.freeze({
    __proto__: null,
    delete: Map.prototype.delete,
    get: Map.prototype.get,
    set: Map.prototype.set,
  });
  const { setPrototypeOf } = Reflect;
  const { Map: NativeMap } = globalThis;
  add("makeMap", function () {
    const made = new NativeMap();
    setPrototypeOf(made, mapMethods);
    return made;
  });

  // An array without a prototype: `a[a.length] = v` cannot meet a setter.
  add("makeList", function () {
    const made = [];
    setPrototypeOf(made, null);
    return made;
  });

  // A function that looks like the engine's own: native source text, no prototype, not a constructor.
  // Being bound, it also hides the function behind it.
  add("makeNative", function (name, length, behaviour) {
    const made = apply(bind, behaviour, [undefined]);
    defineProperty(made, "name", { __proto__: null, value: name });
    defineProperty(made, "length", { __proto__: null, value: length });
    return made;
  });

  // Where a part of the runtime leaves what the parts loaded after it use.
  add("parts", { __proto__: null });

  return Object.freeze(p);
})
