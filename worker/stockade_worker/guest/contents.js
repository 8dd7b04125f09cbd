(function (p, _host) {
  "use strict";
  // Lists what an object has of its own, for the encoder: which keys, which elements, where a view lies.
  // No function here runs guest code, for none reads a property of the object.

  const {
    DataViewGetBuffer, DataViewGetByteLength, DataViewGetByteOffset, ObjectGetOwnPropertySymbols,
    ObjectHasOwn, ObjectKeys, ObjectPropertyIsEnumerable, ReflectOwnKeys, StringIndexOf,
    TypedArrayAt, TypedArrayGetBuffer, TypedArrayGetByteLength, TypedArrayGetByteOffset,
    TypedArrayGetLength, TypedArrayGetTag, makeList,
  } = p;
  const { UNBOX, describe, quietly } = p.parts.look;

  const MAX_INDEX = 4294967294;
  const MAX_NAMES = 200; // characters, after which no further symbol is named
  const MAX_SEARCHED = 65536; // elements; to list their keys takes 50 bytes for each

  // The class of an instance that needs no mention, by kind.
  const OWN_CLASS = {
    __proto__: null,
    array: "Array",
    map: "Map",
    set: "Set",
    date: "Date",
    regexp: "RegExp",
    buffer: "ArrayBuffer",
    "shared buffer": "SharedArrayBuffer",
    dataview: "DataView",
    "boxed number": "Number",
    "boxed string": "String",
    "boxed boolean": "Boolean",
    "boxed symbol": "Symbol",
    "boxed bigint": "BigInt",
  };

  // Own, but not enumerable, and worth carrying.
  const ERROR_EXTRAS = ["cause", "errors", "error", "suppressed"];

  // Returns undefined for a kind whose content cannot be carried.
  function ownClass(value, kind) {
    return kind === "typed array" ? TypedArrayGetTag(value) : OWN_CLASS[kind];
  }

  // Returns own enumerable string keys that are not elements.
  function namedKeys(value, kind) {
    const named = makeList();
    const elements = kind === "typed array"
      ? TypedArrayGetLength(value)
      : kind === "boxed string" ? UNBOX[kind](value).length : 0;
    if (elements > MAX_SEARCHED) return named;
    const keys = ObjectKeys(value);
    for (let i = elements; i < keys.length; i++) named[named.length] = keys[i];
    return named;
  }

  // Returns the keys of an error, but those that every error has.
  function errorKeys(error) {
    const all = ObjectKeys(error);
    const keys = makeList();
    for (let i = 0; i < all.length; i++) {
      const key = all[i];
      if (key !== "name" && key !== "message" && key !== "stack") keys[keys.length] = key;
    }
    for (let i = 0; i < ERROR_EXTRAS.length; i++) {
      const key = ERROR_EXTRAS[i];
      if (ObjectHasOwn(error, key) && !ObjectPropertyIsEnumerable(error, key)) keys[keys.length] = key;
    }
    return keys;
  }

  // Returns the names that a module exports.
  function exportedNames(namespace) {
    // ReflectOwnKeys, for ObjectKeys throws when a binding is not initialised yet.
    const all = ReflectOwnKeys(namespace);
    const names = makeList();
    for (let i = 0; i < all.length; i++) {
      if (typeof all[i] === "string") names[names.length] = all[i];
    }
    return names;
  }

  // Counts the elements of an array, by its keys: indices come first, in ascending order.
  function countElements(keys, length) {
    if (keys.length >= length && (length === 0 || keys[length - 1] === length - 1 + "")) return length;
    let count = 0;
    while (count < keys.length && isIndex(keys[count])) count++;
    return count;
  }

  function isIndex(key) {
    const number = +key;
    return number <= MAX_INDEX && (number >>> 0) + "" === key;
  }

  // Names an object's own enumerable symbol keys; "" if there are none.
  function symbolsText(value) {
    const symbols = ObjectGetOwnPropertySymbols(value);
    let text = "";
    for (let i = 0; i < symbols.length && text.length < MAX_NAMES; i++) {
      if (!ObjectPropertyIsEnumerable(value, symbols[i])) continue;
      text += (text === "" ? "" : ", ") + describe(symbols[i]);
    }
    return text;
  }

  // Returns `wanted`, in more brackets if need be.
  function unusedKey(keys, wanted) {
    let longest = 0;
    for (let i = 0; i < keys.length; i++) {
      if (keys[i].length > longest && StringIndexOf(keys[i], wanted) >= 0) longest = keys[i].length;
    }
    let key = wanted;
    while (key.length <= longest) key = "[" + key + "]";
    return key;
  }

  // Returns which bytes of which buffer a view shows; null when they are out of its bounds, or it is gone.
  function placeOf(view) {
    return quietly(loudPlaceOf, view);
  }

  function loudPlaceOf(view) {
    const type = TypedArrayGetTag(view);
    try {
      if (type === undefined) {
        return {
          type: "DataView", buffer: DataViewGetBuffer(view), offset: DataViewGetByteOffset(view),
          length: DataViewGetByteLength(view), size: DataViewGetByteLength(view),
        };
      }
      TypedArrayAt(view, 0); // throws, where the getters below would say 0
      return {
        type: type, buffer: TypedArrayGetBuffer(view), offset: TypedArrayGetByteOffset(view),
        length: TypedArrayGetLength(view), size: TypedArrayGetByteLength(view),
      };
    } catch {
      return null;
    }
  }

  const parts = {
    __proto__: null,
    countElements: countElements,
    errorKeys: errorKeys,
    exportedNames: exportedNames,
    namedKeys: namedKeys,
    ownClass: ownClass,
    placeOf: placeOf,
    symbolsText: symbolsText,
    unusedKey: unusedKey,
  };
  p.parts.contents = parts;
  return parts;
})
