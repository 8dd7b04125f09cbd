(function (p, _host) {
  "use strict";
  // Turns guest values into the text of a value table, and back.
  //
  //     {"root": value, "heap": [node, ...]}
  //
  // Theory of operation. `encode` visits breadth-first: an object gets the next number when it is first
  // seen, and the work list is the heap itself. So there is no recursion, an object's depth is its
  // shortest distance from the root, and cycles and shared references are plain numbers. Every size is
  // counted before anything of that size is made.
  //
  // Guest code runs at one place only: `read` gets a property, which calls an accessor. By then nothing
  // half-done is within its reach, and the engine's limits apply as anywhere else. It may change objects
  // whose text is still to come, so no text may rely on what another one will say: a buffer's content is
  // taken when the first view of it is met, and an object's keys when it is started.
  //
  // What has no place in its node is still not dropped. It becomes a heap node ["opaque", kind,
  // description, path]:
  //   - functions, symbols, proxies, promises, iterators ... where they stand
  //   - an accessor that threw, where its value would stand
  //   - own enumerable symbol keys, under the extra key "[[symbols]]"
  // And a built-in object with properties of its own, or of a subclass, becomes an object of its class
  // whose extra key "[[value]]" holds the bare thing. (Not searched for such properties: typed arrays and
  // boxed strings of more than MAX_SEARCHED elements.)
  //
  // Not carried, because it is no data: prototypes, property attributes, non-enumerable properties (but
  // those of errors are), RegExp.lastIndex, and that a buffer was shared or resizable.

  const {
    ArrayBufferGetDetached, BigInt, BigIntToString, DataViewGetBuffer, DataViewGetByteLength,
    DataViewGetByteOffset, DateGetTime, ErrorGetStack, JSONParse, JSONStringify, MapForEach, MapGetSize,
    Object, ObjectGetOwnPropertySymbols, ObjectHasOwn, ObjectKeys, ObjectPropertyIsEnumerable,
    ObjectPrototype, ReflectDefineProperty, ReflectGetPrototypeOf, ReflectOwnKeys, RegExpExec,
    RegExpGetSource, SetForEach, SetGetSize, StringCharCodeAt, StringFromCharCode, StringIndexOf,
    StringIsWellFormed, StringSlice, StringToWellFormed, TypedArrayAt, TypedArrayGetBuffer,
    TypedArrayGetByteLength, TypedArrayGetByteOffset, TypedArrayGetLength, TypedArrayGetTag, Uint8Array,
    Uint8ArrayFromBase64, Uint8ArrayToBase64, makeList, makeMap, parseInt,
  } = p;
  const { UNBOX, className, describe, describeObject, flagsOf, kindOf, quietly, utf8Length } = p.parts.look;

  const INFINITY = 1 / 0;
  const MAX_SAFE = 9007199254740991;
  const MAX_INDEX = 4294967294;
  const MAX_PATH = 200; // characters
  const MAX_SEARCHED = 65536; // elements; to list their keys takes 50 bytes for each
  const NOT_SIMPLE = /[^ !#-[\]-~]/; // what JSON writes otherwise than it is, or in more than one byte
  const NOT_ASCII = /[^\0-\x7f]/;
  const IDENTIFIER = /^[A-Za-z_$][\w$]{0,99}$/;

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

  // ---- the encoding in progress

  // Module variables, not an object or closures made for each call: that would take longer than a small
  // value does. `encode` puts back what it finds, should a getter ever lead to an encoding of its own.
  let bytes = 0; // of all finished text, and what pending text has beyond its length
  let nodes = 0;
  let maxBytes = 0;
  let maxNodes = 0;
  let maxDepth = 0;
  let refusal = "";
  let work = null; // by number: what is to be encoded, and where it was first seen
  let numbers = null; // object or symbol -> its number
  let bare = null; // built-in object -> number of the node without its own properties
  let buffers = null; // number of a buffer's node -> {text, size}: its text and size in bytes
  let keyTexts = null; // key -> its text and a comma
  let classNames = null; // prototype -> class name

  // Returns the text of a table; when a limit was passed, one like !{"unit":"bytes","limit":9,"seen":10}.
  // Limits: UTF-8 bytes of the text; values and objects; distance of an object from the root.
  function encode(value, byteLimit, nodeLimit, depthLimit) {
    const outer = work === null
      ? null
      : {
          bytes, nodes, maxBytes, maxNodes, maxDepth, refusal, work, numbers, bare, buffers, keyTexts,
          classNames,
        };
    bytes = 19; // {"root":,"heap":[]}
    nodes = 0;
    maxBytes = byteLimit;
    maxNodes = nodeLimit;
    maxDepth = depthLimit;
    refusal = "";
    work = makeList();
    numbers = bare = buffers = keyTexts = classNames = null; // most values need none of these
    try {
      return tableText(value);
    } catch (error) {
      if (refusal !== "" && error === refusal) return refusal;
      throw error;
    } finally {
      if (outer === null) work = numbers = bare = buffers = keyTexts = classNames = null;
      else {
        ({ bytes, nodes, maxBytes, maxNodes, maxDepth, refusal } = outer);
        ({ work, numbers, bare, buffers, keyTexts, classNames } = outer);
      }
    }
  }

  function tableText(value) {
    addNodes(1);
    const root = valueText(value, null, 0);
    bytes += root.length;
    let heap = "";
    for (let i = 0; i < work.length; i++) {
      const text = nodeText(work[i], i);
      if (i > 0) heap += ",";
      heap += text;
      bytes += text.length + (i > 0 ? 1 : 0);
      checkBytes(0);
    }
    checkBytes(0);
    return '{"root":' + root + ',"heap":[' + heap + "]}";
  }

  function refuse(unit, limit, seen) {
    refusal = '!{"unit":"' + unit + '","limit":' + limit + ',"seen":' + seen + "}";
    throw refusal; // a string, for which the engine makes no stack trace
  }

  // To be called before any of it is made.
  function addNodes(count) {
    nodes += count;
    if (nodes > maxNodes) refuse("nodes", maxNodes, nodes);
  }

  // `pending` is the length of text that is not in `bytes` yet.
  function checkBytes(pending) {
    if (bytes + pending > maxBytes) refuse("bytes", maxBytes, bytes + pending);
  }

  // ---- values

  // `holder` and `step` say where the value was found; a path is only made of them when one is needed.
  // The caller has counted the value.
  function valueText(value, holder, step) {
    switch (typeof value) {
      case "string":
        return stringText(value);
      case "number":
        return numberText(value);
      case "boolean":
        return value ? "true" : "false";
      case "undefined":
        return '["u"]';
      case "bigint":
        return '["n","' + BigIntToString(value, 16) + '"]'; // the engine stops at 2**20 bits
      default:
        return value === null ? "null" : reference(value, holder, step);
    }
  }

  // Reads a property, which may run guest code, and returns the text of its value.
  function read(object, key, item) {
    let value;
    try {
      value = object[key];
    } catch (thrown) {
      return note("getter", "threw: " + describe(thrown), item, key);
    }
    if (typeof value === "number" && value !== 0 && (value | 0) === value) return value + ""; // for speed
    return valueText(value, item, key);
  }

  function stringText(text) {
    if (bytes + text.length + 2 > maxBytes) checkBytes(text.length + 2);
    if (RegExpExec(NOT_SIMPLE, text) === null) return '"' + text + '"';
    if (!StringIsWellFormed(text)) {
      checkBytes(4 * text.length + 8);
      return '["w","' + toHex(text) + '"]';
    }
    const quoted = JSONStringify(text);
    if (RegExpExec(NOT_ASCII, quoted) !== null) bytes += utf8Length(quoted) - quoted.length;
    return quoted;
  }

  // Returns the text of a key and the comma after it.
  function keyText(key) {
    if (keyTexts === null) keyTexts = { __proto__: null };
    const before = bytes;
    const text = stringText(key) + ",";
    if (bytes === before) keyTexts[key] = text; // otherwise its extra bytes would be counted once only
    return text;
  }

  function reference(value, holder, step) {
    if (numbers === null) numbers = makeMap();
    let number = numbers.get(value);
    if (number === undefined) {
      number = add(value, holder, step, "");
      numbers.set(value, number);
    }
    return "[" + number + "]";
  }

  function add(value, holder, step, kind) {
    const depth = holder === null ? 1 : holder.depth + 1;
    if (depth > maxDepth) refuse("depth", maxDepth, depth);
    addNodes(1);
    const number = work.length;
    work[number] = { value: value, holder: holder, step: step, depth: depth, kind: kind };
    return number;
  }

  // Returns a reference to a node that stands for something which is no value of its own.
  function note(kind, description, holder, step) {
    return "[" + add({ kind: kind, description: description }, holder, step, "note") + "]";
  }

  function bareNumber(value, holder) {
    if (bare === null) bare = makeMap();
    let number = bare.get(value);
    if (number === undefined) {
      number = add(value, holder, "[[value]]", "");
      bare.set(value, number);
    }
    return number;
  }

  // ---- nodes

  function nodeText(item, number) {
    const value = item.value;
    if (item.kind === "note") return opaqueText(item, value.kind, value.description);
    if (typeof value === "symbol") return opaqueText(item, "symbol", describe(value));
    if (buffers !== null && buffers.get(number) !== undefined) return bufferText(value, number);
    const kind = (item.kind = kindOf(value));
    switch (kind) {
      case "object":
        return objectText(item, nameOf(value), ObjectKeys(value), "");
      case "array":
        return arrayText(item, number);
      case "error":
        return errorText(item);
      case "arguments":
        return objectText(item, "Arguments", ObjectKeys(value), "");
      case "namespace":
        return namespaceText(item);
      default:
        if (isDecorated(value, kind) && !isBare(value, number)) {
          return wrappedText(item, namedKeys(value, kind), 0);
        }
        return dataText(item, number);
    }
  }

  function isBare(value, number) {
    return bare !== null && bare.get(value) === number;
  }

  function nameOf(value) {
    const prototype = ReflectGetPrototypeOf(value);
    if (prototype === null || prototype === ObjectPrototype) return null;
    if (classNames === null) classNames = makeMap();
    let name = classNames.get(prototype);
    if (name === undefined) {
      name = className(value);
      classNames.set(prototype, name);
    }
    return name;
  }

  // `first` is the text of a pair to begin with, or "".
  function objectText(item, name, keys, first) {
    let text = name === null ? '["object",null,[' : '["object",' + stringText(name) + ",[";
    text += first;
    text += propertiesText(item, keys, text.length, first !== "");
    text += "]]";
    return text;
  }

  // Returns key, value, key, value ... and the note on symbol keys. `pending` is the length of the text
  // that this goes on, which `isStarted` tells to need a comma.
  function propertiesText(item, keys, pending, isStarted) {
    const value = item.value;
    const count = keys.length;
    addNodes(count);
    let text = "";
    for (let i = 0; i < count; i++) {
      const key = keys[i];
      const known = keyTexts === null ? undefined : keyTexts[key];
      if (isStarted) text += ",";
      isStarted = true;
      text += known === undefined ? keyText(key) : known;
      text += read(value, key, item);
      if (bytes + pending + text.length > maxBytes) checkBytes(pending + text.length);
    }
    const symbols = symbolsText(value);
    if (symbols !== "") {
      addNodes(1);
      const key = unusedKey(keys, "[[symbols]]");
      text += (isStarted ? "," : "") + keyText(key) + note("symbol-keys", symbols, item, key);
    }
    return text;
  }

  function namespaceText(item) {
    // ReflectOwnKeys, for ObjectKeys throws when a binding is not initialised yet.
    const names = ReflectOwnKeys(item.value);
    const keys = makeList();
    for (let i = 0; i < names.length; i++) {
      if (typeof names[i] === "string") keys[keys.length] = names[i];
    }
    return objectText(item, null, keys, "");
  }

  function arrayText(item, number) {
    const value = item.value;
    const length = value.length;
    refuseManyElements(value, length);
    const keys = ObjectKeys(value); // indices come first, in ascending order
    const isFull = keys.length >= length && (length === 0 || keys[length - 1] === length - 1 + "");
    let present = length;
    if (!isFull) {
      present = 0;
      while (present < keys.length && isIndex(keys[present])) present++;
    }
    if ((keys.length > present || isDecorated(value, "array")) && !isBare(value, number)) {
      return wrappedText(item, keys, present);
    }
    if (length > 2 * present + 16) return sparseText(item, length, keys, present);
    addNodes(length);
    let text = '["array",' + length + ",[";
    let next = 0;
    for (let i = 0; i < length; i++) {
      if (i > 0) text += ",";
      if (isFull || (next < present && keys[next] === i + "")) {
        text += read(value, i, item);
        next++;
      } else {
        text += '["h"]';
      }
      if (bytes + text.length > maxBytes) checkBytes(text.length);
    }
    text += "]]";
    return text;
  }

  // The list of an array's keys takes three times the memory of the array, so a large one is counted
  // first, as long as it has no holes.
  function refuseManyElements(value, length) {
    const most = maxNodes - nodes;
    if (length <= most) return;
    let i = 0;
    while (i <= most && ObjectHasOwn(value, i)) i++;
    if (i > most) refuse("nodes", maxNodes, nodes + length);
  }

  function sparseText(item, length, keys, present) {
    addNodes(present);
    let text = '["sparse",' + length + ",[";
    for (let i = 0; i < present; i++) {
      text += (i > 0 ? "," : "") + keys[i] + "," + read(item.value, keys[i], item);
      checkBytes(text.length);
    }
    return text + "]]";
  }

  function errorText(item) {
    const value = item.value;
    addNodes(3);
    let text = '["error",' + read(value, "name", item) + "," + read(value, "message", item) + ",";
    // The engine's own record, unless the error has been given another.
    text += ObjectHasOwn(value, "stack")
      ? read(value, "stack", item)
      : valueText(ErrorGetStack(value), item, "stack");
    text += ",[";
    checkBytes(text.length);
    const all = ObjectKeys(value);
    const keys = makeList();
    for (let i = 0; i < all.length; i++) {
      const key = all[i];
      if (key !== "name" && key !== "message" && key !== "stack") keys[keys.length] = key;
    }
    for (let i = 0; i < ERROR_EXTRAS.length; i++) {
      const key = ERROR_EXTRAS[i];
      if (ObjectHasOwn(value, key) && !ObjectPropertyIsEnumerable(value, key)) keys[keys.length] = key;
    }
    return text + propertiesText(item, keys, text.length, false) + "]]";
  }

  // ---- built-in objects with properties of their own

  function wrappedText(item, keys, skipped) {
    const { value, kind } = item;
    const name = nameOf(value);
    const own = makeList();
    for (let i = skipped; i < keys.length; i++) own[own.length] = keys[i];
    item.kind = "object"; // for the paths of what it holds
    addNodes(1);
    const first = keyText(unusedKey(own, "[[value]]")) + "[" + bareNumber(value, item) + "]";
    return objectText(item, name === null ? ownClass(value, kind) : name, own, first);
  }

  function ownClass(value, kind) {
    return kind === "typed array" ? TypedArrayGetTag(value) : OWN_CLASS[kind];
  }

  // Tells whether a built-in object has own properties or a class that its node cannot hold.
  function isDecorated(value, kind) {
    const expected = ownClass(value, kind);
    if (expected === undefined) return false; // it becomes opaque anyway
    if (kind !== "array" && namedKeys(value, kind).length > 0) return true;
    const name = nameOf(value);
    return (name !== null && name !== expected) || symbolsText(value) !== "";
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

  function unusedKey(keys, wanted) {
    let longest = 0;
    for (let i = 0; i < keys.length; i++) {
      if (keys[i].length > longest && StringIndexOf(keys[i], wanted) >= 0) longest = keys[i].length;
    }
    let key = wanted;
    while (key.length <= longest) key = "[" + key + "]";
    return key;
  }

  // ---- built-in objects

  function dataText(item, number) {
    const { value, kind } = item;
    switch (kind) {
      case "map":
        return mapText(item);
      case "set":
        return setText(item);
      case "date": {
        const ms = DateGetTime(value);
        return '["date",' + (ms === ms ? ms : "null") + "]";
      }
      case "regexp":
        return '["regexp",' + stringText(RegExpGetSource(value)) + ',"' + flagsOf(value) + '"]';
      case "buffer":
        if (ArrayBufferGetDetached(value)) return opaqueText(item, "detached", "[ArrayBuffer]");
        return bufferText(value, number);
      case "shared buffer":
        return bufferText(value, number);
      case "typed array":
      case "dataview":
        return viewText(item);
      default:
        if (UNBOX[kind] !== undefined) {
          addNodes(1);
          return '["boxed",' + valueText(UNBOX[kind](value), item, "valueOf()") + "]";
        }
        return opaqueText(item, kind, describeObject(value, kind));
    }
  }

  function mapText(item) {
    addNodes(2 * MapGetSize(item.value));
    let text = '["map",[';
    let at = 0;
    MapForEach(item.value, function (value, key) {
      if (at > 0) text += ",";
      text += valueText(key, item, at) + ",";
      text += valueText(value, item, at + 1);
      at += 2;
      checkBytes(text.length);
    });
    return text + "]]";
  }

  function setText(item) {
    addNodes(SetGetSize(item.value));
    let text = '["set",[';
    let at = 0;
    SetForEach(item.value, function (value) {
      if (at > 0) text += ",";
      text += valueText(value, item, at);
      at++;
      checkBytes(text.length);
    });
    return text + "]]";
  }

  function bufferText(buffer, number) {
    const text = contentOf(buffer, number).text;
    bytes -= text.length; // it was counted when it was made, and is a finished text from now on
    return text;
  }

  // Returns a buffer's text and size, as they were when they were first asked for.
  function contentOf(buffer, number) {
    if (buffers === null) buffers = makeMap();
    let content = buffers.get(number);
    if (content === undefined) {
      const bytesOf = new Uint8Array(buffer);
      const size = TypedArrayGetByteLength(bytesOf);
      checkBytes(((size + 2 - ((size + 2) % 3)) / 3) * 4);
      content = { text: '["buffer","' + Uint8ArrayToBase64(bytesOf) + '"]', size: size };
      bytes += content.text.length;
      buffers.set(number, content);
    }
    return content;
  }

  function viewText(item) {
    const value = item.value;
    const place = quietly(placeOf, value);
    if (place === null) return opaqueText(item, "detached", describeObject(value, item.kind));
    const number = bufferNumber(place.buffer, item);
    if (place.offset + place.size > contentOf(place.buffer, number).size) {
      return opaqueText(item, "detached", describeObject(value, item.kind)); // it has grown meanwhile
    }
    return '["view","' + place.type + '",[' + number + "]," + place.offset + "," + place.length + "]";
  }

  // Returns the number of the node that holds the buffer's content: not its own, if that will be wrapped.
  function bufferNumber(buffer, holder) {
    if (numbers === null) numbers = makeMap();
    let number = numbers.get(buffer);
    if (number !== undefined && buffers !== null && buffers.get(number) !== undefined) return number;
    const isWrapped = bare !== null && bare.get(buffer) !== undefined;
    if (isWrapped || isDecorated(buffer, kindOf(buffer))) return bareNumber(buffer, holder);
    if (number === undefined) {
      number = add(buffer, holder, "buffer", "");
      numbers.set(buffer, number);
    }
    return number;
  }

  // Returns null when the view is out of its buffer's bounds, or the buffer is gone.
  function placeOf(view) {
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

  // ---- descriptions

  function opaqueText(item, kind, description) {
    return '["opaque","' + kind + '",' + stringText(description) + "," + stringText(pathOf(item)) + "]";
  }

  // Returns where an item was first seen, as in $.list[3].name; its end only, if it is long.
  function pathOf(item) {
    let path = "";
    for (let at = item; at.holder !== null; at = at.holder) {
      path = stepText(at.holder.kind, at.step) + path;
      if (path.length > MAX_PATH) {
        return "…" + StringToWellFormed(StringSlice(path, path.length - MAX_PATH));
      }
    }
    return "$" + path;
  }

  function stepText(holderKind, step) {
    if (holderKind === "map") return (step % 2 === 0 ? "<key " : "<value ") + (step >>> 1) + ">";
    if (holderKind === "set") return "<" + step + ">";
    if (typeof step === "number" || holderKind === "array") return "[" + step + "]"; // sparse: a string
    if (RegExpExec(IDENTIFIER, step) !== null) return "." + step;
    return "[" + JSONStringify(step.length > MAX_PATH ? StringSlice(step, 0, MAX_PATH) + "…" : step) + "]";
  }

  // Names an object's own enumerable symbol keys; "" if there are none.
  function symbolsText(value) {
    const symbols = ObjectGetOwnPropertySymbols(value);
    let text = "";
    for (let i = 0; i < symbols.length && text.length < MAX_PATH; i++) {
      if (!ObjectPropertyIsEnumerable(value, symbols[i])) continue;
      text += (text === "" ? "" : ", ") + describe(symbols[i]);
    }
    return text;
  }

  function isIndex(key) {
    const number = +key;
    return number <= MAX_INDEX && (number >>> 0) + "" === key;
  }

  function numberText(number) {
    if (number === 0) return 1 / number < 0 ? '["-0"]' : "0";
    if ((number | 0) === number) return number + "";
    if (number !== number) return '["nan"]';
    if (number === INFINITY) return '["inf"]';
    if (number === -INFINITY) return '["-inf"]';
    const text = number + "";
    // A reader must tell an exact integer from a float by its text alone.
    const isLarge = (number > MAX_SAFE && number < 1e21) || (number < -MAX_SAFE && number > -1e21);
    return isLarge ? text + ".0" : text;
  }

  const HEX = []; // of each byte
  for (let i = 0; i < 256; i++) HEX[i] = (i < 16 ? "0" : "") + p.NumberToString(i, 16);

  function toHex(text) {
    let hex = "";
    for (let i = 0; i < text.length; i++) {
      const unit = StringCharCodeAt(text, i);
      hex += HEX[unit >> 8];
      hex += HEX[unit & 255];
    }
    return hex;
  }

  // ---- decode: a table made by the supervisor, so it is well-formed

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

    // First an empty object for each node, so that any may refer to any.
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

  // Defined, not assigned: "__proto__" is data, and a setter on a prototype is none of our business.
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

  const codec = { __proto__: null, encode: encode, decode: decode };
  p.parts.codec = codec;
  return codec;
})
