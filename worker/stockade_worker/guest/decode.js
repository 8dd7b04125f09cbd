(function (p, _host) {
  "use strict";
  // Makes guest values of a value table. The supervisor has made the table, so it is well-formed.
  //
  // Two passes, so that any object may refer to any: `shell` makes each one, still empty, and `fill` puts
  // in what it holds. No guest code runs meanwhile: properties are defined, never assigned.

  const {
    BigInt, JSONParse, Object, ReflectDefineProperty, StringFromCharCode, StringSlice, TypedArrayGetBuffer,
    Uint8ArrayFromBase64, makeList, parseInt,
  } = p;
  const { quietly } = p.parts.look;

  const INFINITY = 1 / 0;

  const ERRORS = {
    __proto__: null,
    EvalError: p.EvalError,
    RangeError: p.RangeError,
    ReferenceError: p.ReferenceError,
    SyntaxError: p.SyntaxError,
    TypeError: p.TypeError,
    URIError: p.URIError,
  };

  const VIEWS = {
    __proto__: null,
    BigInt64Array: p.BigInt64Array,
    BigUint64Array: p.BigUint64Array,
    DataView: p.DataView,
    Float16Array: p.Float16Array,
    Float32Array: p.Float32Array,
    Float64Array: p.Float64Array,
    Int16Array: p.Int16Array,
    Int32Array: p.Int32Array,
    Int8Array: p.Int8Array,
    Uint16Array: p.Uint16Array,
    Uint32Array: p.Uint32Array,
    Uint8Array: p.Uint8Array,
    Uint8ClampedArray: p.Uint8ClampedArray,
  };

  // Returns the value that a table's text stands for. Throws SyntaxError for a regular expression that
  // this engine does not know.
  function decode(text) {
    const table = JSONParse(text);
    const heap = table.heap;
    const made = makeList();
    const prototypes = { __proto__: null }; // of class instances, by class name
    for (let i = 0; i < heap.length; i++) {
      if (made[i] === undefined) made[i] = shell(heap[i], heap, made, prototypes);
    }
    for (let i = 0; i < heap.length; i++) fill(heap[i], made[i], made);
    return fromValue(table.root, made);
  }

  function shell(node, heap, made, prototypes) {
    switch (node[0]) {
      case "array":
        return node[2]; // its values are replaced in place
      case "sparse": {
        const array = [];
        array.length = node[1];
        return array;
      }
      case "object":
        return node[1] === null ? {} : instance(fromValue(node[1], made), prototypes);
      case "date":
        return new p.Date(node[1] === null ? 0 / 0 : node[1]);
      case "regexp":
        return new p.RegExp(fromValue(node[1], made), node[2]);
      case "map":
        return new p.Map();
      case "set":
        return new p.Set();
      case "boxed":
        return Object(fromValue(node[1], made));
      case "buffer":
        return TypedArrayGetBuffer(Uint8ArrayFromBase64(node[1]));
      case "view": {
        const at = node[2][0]; // the buffer may stand further down
        if (made[at] === undefined) made[at] = shell(heap[at], heap, made, prototypes);
        return new VIEWS[node[1]](made[at], node[3], node[4]);
      }
      case "error":
        return quietly(newError, fromValue(node[1], made));
      default:
        throw new p.TypeError("cannot decode " + node[0]);
    }
  }

  function errorClass(name) {
    return typeof name === "string" ? ERRORS[name] : undefined;
  }

  function newError(name) {
    const constructor = errorClass(name);
    return constructor === undefined ? new p.Error() : new constructor();
  }

  // An object of a class that is known by its name only.
  function instance(name, prototypes) {
    let prototype = prototypes[name];
    if (prototype === undefined) {
      const constructor = function () {};
      ReflectDefineProperty(constructor, "name", { __proto__: null, value: name });
      prototype = constructor.prototype;
      prototypes[name] = prototype;
    }
    return { __proto__: prototype };
  }

  function fill(node, object, made) {
    switch (node[0]) {
      case "array":
        for (let i = 0; i < object.length; i++) {
          const value = object[i];
          if (typeof value !== "object" || value === null) continue;
          if (value[0] === "h") delete object[i];
          else object[i] = fromValue(value, made);
        }
        break;
      case "sparse":
      case "object":
        defineAll(object, node[2], made);
        break;
      case "map":
        for (let i = 0; i < node[1].length; i += 2) {
          p.MapSet(object, fromValue(node[1][i], made), fromValue(node[1][i + 1], made));
        }
        break;
      case "set":
        for (let i = 0; i < node[1].length; i++) p.SetAdd(object, fromValue(node[1][i], made));
        break;
      case "error": {
        const name = fromValue(node[1], made);
        if (name !== "Error" && errorClass(name) === undefined) define(object, "name", name, false);
        define(object, "message", fromValue(node[2], made), false);
        define(object, "stack", fromValue(node[3], made), false);
        defineAll(object, node[4], made);
        break;
      }
    }
  }

  function defineAll(object, pairs, made) {
    for (let i = 0; i < pairs.length; i += 2) {
      define(object, fromValue(pairs[i], made), fromValue(pairs[i + 1], made), true);
    }
  }

  // Not an assignment: "__proto__" is data, and a setter on a prototype is none of our business.
  function define(object, key, value, enumerable) {
    ReflectDefineProperty(object, key, {
      __proto__: null, value: value, writable: true, enumerable: enumerable, configurable: true,
    });
  }

  function fromValue(value, made) {
    if (typeof value !== "object" || value === null) return value;
    const tag = value[0];
    switch (tag) {
      case "u":
        return undefined;
      case "-0":
        return -0;
      case "nan":
        return 0 / 0;
      case "inf":
        return INFINITY;
      case "-inf":
        return -INFINITY;
      case "n": {
        const hex = value[1];
        return hex[0] === "-" ? -BigInt("0x" + StringSlice(hex, 1)) : BigInt("0x" + hex);
      }
      case "w":
        return fromHex(value[1]);
      default:
        return made[tag];
    }
  }

  function fromHex(hex) {
    let text = "";
    for (let i = 0; i < hex.length; i += 4) {
      text += StringFromCharCode(parseInt(StringSlice(hex, i, i + 4), 16));
    }
    return text;
  }

  const parts = { __proto__: null, decode: decode };
  p.parts.decode = parts;
  return parts;
})
