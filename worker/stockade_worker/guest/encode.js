(function (p, _host) {
  "use strict";
  // Turns a guest value into the text of a value table: says what goes into the node of each object.
  //
  // Theory of operation. table.js visits the objects, and calls `nodeText` for each in turn. Between two of
  // them, and within each, guest code may run (`read`) and change objects whose text is still to come, so
  // no text may rely on what another one will say: a buffer's content is taken when the first view of it
  // is met, and an object's keys when it is started.
  //
  // What has no place in its node is still not dropped. It becomes a heap node ["opaque", kind,
  // description, path]:
  //   - functions, symbols, proxies, promises, iterators ... where they stand
  //   - an accessor that threw, where its value would stand
  //   - own enumerable symbol keys, under the extra key "[[symbols]]"
  // And a built-in object with properties of its own, or of a subclass, becomes an object of its class
  // whose extra key "[[value]]" holds the bare thing. (Not searched for such properties: typed arrays and
  // boxed strings of more than 65536 elements.)
  //
  // Not carried, because it is no data: prototypes, property attributes, non-enumerable properties (but
  // those of errors are), RegExp.lastIndex, and that a buffer was shared or resizable.

  const {
    ArrayBufferGetDetached, DateGetTime, ErrorGetStack, JSONStringify, MapForEach, MapGetSize, ObjectHasOwn,
    ObjectKeys, ObjectPrototype, ReflectGetPrototypeOf, RegExpExec, RegExpGetSource, SetForEach, SetGetSize,
    StringSlice, StringToWellFormed, TypedArrayGetByteLength, Uint8Array, Uint8ArrayToBase64,
    makeList, makeMap,
  } = p;
  const { UNBOX, className, describe, describeObject, flagsOf, kindOf } = p.parts.look;
  const {
    countElements, errorKeys, exportedNames, namedKeys, ownClass, placeOf, symbolsText, unusedKey,
  } = p.parts.contents;
  const {
    addBytes, addNodes, bareNumberOf, checkBytes, elementsText, hasBareNumber, itemAt, keyText, knownItem,
    numberOf, propertiesText, read, refuseManyElements, stringText, valueText, weigh, write,
  } = p.parts.table;

  const MAX_PATH = 200; // characters
  const IDENTIFIER = /^[A-Za-z_$][\w$]{0,99}$/;

  let classNames = null; // prototype -> class name

  // Returns what `write` of table.js does.
  function encode(value, byteLimit, nodeLimit, depthLimit) {
    try {
      return write(value, nodeText, byteLimit, nodeLimit, depthLimit);
    } finally {
      classNames = null;
    }
  }

  function nodeText(item) {
    const value = item.value;
    if (item.kind === "note") return opaqueText(item, value.kind, value.description);
    if (typeof value === "symbol") return opaqueText(item, "symbol", describe(value));
    if (item.content !== null) return bufferText(item);
    const isBare = item.kind === "bare";
    const kind = (item.kind = kindOf(value));
    switch (kind) {
      case "object":
        return objectText(item, nameOf(value), ObjectKeys(value), "");
      case "array":
        return arrayText(item, isBare);
      case "error":
        return errorText(item);
      case "arguments":
        return objectText(item, "Arguments", ObjectKeys(value), "");
      case "namespace":
        return objectText(item, null, exportedNames(value), "");
      default:
        if (!isBare && isDecorated(value, kind)) return wrappedText(item, namedKeys(value, kind), 0);
        return dataText(item);
    }
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

  // ---- objects, arrays, errors

  // `first` is the text of a pair to begin with, or "".
  function objectText(item, name, keys, first) {
    const start = name === null ? '["object",null,[' : '["object",' + stringText(name) + ",[";
    return propertiesText(start + first, item, keys, first !== "") + "]]";
  }

  function arrayText(item, isBare) {
    const value = item.value;
    const length = value.length;
    refuseManyElements(value, length);
    const keys = ObjectKeys(value);
    const present = countElements(keys, length);
    if (!isBare && (keys.length > present || isDecorated(value, "array"))) {
      return wrappedText(item, keys, present);
    }
    if (length > 2 * present + 16) return sparseText(item, length, keys, present);
    return elementsText('["array",' + length + ",[", item, length, keys, present) + "]]";
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
    return propertiesText(text, item, errorKeys(value), false) + "]]";
  }

  // ---- built-in objects with properties of their own

  function wrappedText(item, keys, skipped) {
    const { value, kind } = item;
    const name = nameOf(value);
    const own = makeList();
    for (let i = skipped; i < keys.length; i++) own[own.length] = keys[i];
    item.kind = "object"; // for the paths of what it holds
    addNodes(1);
    const first = keyText(unusedKey(own, "[[value]]")) + "[" + bareNumberOf(value, item) + "]";
    return objectText(item, name === null ? ownClass(value, kind) : name, own, first);
  }

  // Tells whether a built-in object has own properties or a class that its node cannot hold.
  function isDecorated(value, kind) {
    const expected = ownClass(value, kind);
    if (expected === undefined) return false; // it becomes opaque anyway
    if (kind !== "array" && namedKeys(value, kind).length > 0) return true;
    const name = nameOf(value);
    return (name !== null && name !== expected) || symbolsText(value) !== "";
  }

  // ---- built-in objects

  function dataText(item) {
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
        return bufferText(item);
      case "shared buffer":
        return bufferText(item);
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

  function bufferText(item) {
    const text = contentOf(item).text;
    addBytes(-text.length); // it was counted when it was made, and is a finished text from now on
    return text;
  }

  // Returns a buffer's text and size in bytes, as they were when they were first asked for.
  function contentOf(item) {
    if (item.content === null) {
      const bytes = new Uint8Array(item.value);
      const size = TypedArrayGetByteLength(bytes);
      checkBytes(((size + 2 - ((size + 2) % 3)) / 3) * 4);
      item.content = { text: '["buffer","' + Uint8ArrayToBase64(bytes) + '"]', size: size };
      addBytes(item.content.text.length);
    }
    return item.content;
  }

  function viewText(item) {
    const value = item.value;
    const place = placeOf(value);
    if (place === null) return opaqueText(item, "detached", describeObject(value, item.kind));
    const number = bufferNumber(place.buffer, item);
    if (place.offset + place.size > contentOf(itemAt(number)).size) {
      return opaqueText(item, "detached", describeObject(value, item.kind)); // it has grown meanwhile
    }
    return '["view","' + place.type + '",[' + number + "]," + place.offset + "," + place.length + "]";
  }

  // Returns the number of the node that holds the buffer's content: not its own, if that will be wrapped.
  function bufferNumber(buffer, holder) {
    const known = knownItem(buffer);
    const isTaken = known !== null && known.content !== null;
    if (!isTaken && (hasBareNumber(buffer) || isDecorated(buffer, kindOf(buffer)))) {
      return bareNumberOf(buffer, holder);
    }
    return numberOf(buffer, holder, "buffer");
  }

  // ---- what has no node of its own

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

  const parts = { __proto__: null, encode: encode, weigh: weigh };
  p.parts.encode = parts;
  return parts;
})
