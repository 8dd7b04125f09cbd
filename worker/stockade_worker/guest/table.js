(function (p, _host) {
  "use strict";
  // Writes the text of a value table, but for what its nodes say, which is the encoder's:
  //
  //     {"root": value, "heap": [node, ...]}
  //
  // Theory of operation. The visit is breadth-first: an object gets the next number when it is first
  // seen, and the work list is the heap itself. So there is no recursion, an object's depth is its
  // shortest distance from the root, and cycles and shared references are plain numbers. Every size is
  // counted before anything of that size is made.
  //
  // Guest code runs at one place only: `read` gets a property, which calls an accessor. By then nothing
  // half-done is within its reach, and the engine's limits apply as anywhere else.

  const {
    BigIntToString, JSONStringify, NumberToString, ObjectHasOwn, RegExpExec, StringCharCodeAt,
    StringIsWellFormed, makeList, makeMap,
  } = p;
  const { describe, utf8Length } = p.parts.look;
  const { symbolsText, unusedKey } = p.parts.contents;

  const INFINITY = 1 / 0;
  const MAX_SAFE = 9007199254740991;
  const NOT_SIMPLE = /[^ !#-[\]-~]/; // what JSON writes otherwise than it is, or in more than one byte
  const NOT_ASCII = /[^\0-\x7f]/;

  const HEX = []; // of each byte
  for (let i = 0; i < 256; i++) HEX[i] = (i < 16 ? "0" : "") + NumberToString(i, 16);

  // ---- the table in progress

  // Module variables, not an object or closures made for each call: that would take longer than a small
  // value does. `write` puts back what it finds, should a getter ever lead to a table of its own.
  let bytes = 0; // of all finished text, and what pending text has beyond its length
  let nodes = 0;
  let lists = 0; // that a reader makes of the text
  let maxBytes = 0;
  let maxNodes = 0;
  let maxDepth = 0;
  let refusal = "";
  let work = null; // by number: what is to be encoded, and where it was first seen
  let numbers = null; // object or symbol -> its number
  let bare = null; // built-in object -> number of the node without its own properties
  let keyTexts = null; // key -> its text and a comma

  // Returns the text of a table; when a limit was passed, one like !{"unit":"bytes","limit":9,"seen":10}.
  // nodeText(item) returns the text of a node. An item is {value, holder, step, depth, kind, content}:
  // `kind` is "note", "bare" or "" until the encoder sets it, and `content` belongs to the encoder.
  // Limits: UTF-8 bytes of the text; values and objects; distance of an object from the root.
  function write(value, nodeText, byteLimit, nodeLimit, depthLimit) {
    const outer = work === null
      ? null
      : { bytes, nodes, lists, maxBytes, maxNodes, maxDepth, refusal, work, numbers, bare, keyTexts };
    bytes = 19; // {"root":,"heap":[]}
    nodes = 0;
    lists = 0;
    maxBytes = byteLimit;
    maxNodes = nodeLimit;
    maxDepth = depthLimit;
    refusal = "";
    work = makeList();
    numbers = bare = keyTexts = null; // most values need none of these
    try {
      return tableText(value, nodeText);
    } catch (error) {
      if (refusal !== "" && error === refusal) return refusal;
      throw error;
    } finally {
      if (outer === null) work = numbers = bare = keyTexts = null;
      else {
        ({ bytes, nodes, lists, maxBytes, maxNodes, maxDepth, refusal, work, numbers, bare, keyTexts } = outer);
      }
    }
  }

  function tableText(value, nodeText) {
    addNodes(1);
    const root = valueText(value, null, 0);
    bytes += root.length;
    let heap = "";
    for (let i = 0; i < work.length; i++) {
      const text = nodeText(work[i]);
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

  // The list of an array's keys takes three times the memory of the array, so a large one is counted
  // first, as long as it has no holes.
  function refuseManyElements(value, length) {
    const most = maxNodes - nodes;
    if (length <= most) return;
    let i = 0;
    while (i <= most && ObjectHasOwn(value, i)) i++;
    if (i > most) addNodes(length);
  }

  // Returns the bytes that the last table takes as Python values, but for its text (measured, CPython 3.11).
  function weigh() {
    return 40 * nodes + 96 * lists;
  }

  function addBytes(count) {
    bytes += count;
  }

  // `pending` is the length of text that is not in `bytes` yet.
  function checkBytes(pending) {
    if (bytes + pending > maxBytes) refuse("bytes", maxBytes, bytes + pending);
  }

  // ---- numbers

  function numberOf(value, holder, step) {
    if (numbers === null) numbers = makeMap();
    let number = numbers.get(value);
    if (number === undefined) {
      number = add(value, holder, step, "");
      numbers.set(value, number);
    }
    return number;
  }

  // Likewise, of the node that holds a built-in object without its own properties.
  function bareNumberOf(value, holder) {
    if (bare === null) bare = makeMap();
    let number = bare.get(value);
    if (number === undefined) {
      number = add(value, holder, "[[value]]", "bare");
      bare.set(value, number);
    }
    return number;
  }

  function add(value, holder, step, kind) {
    const depth = holder === null ? 1 : holder.depth + 1;
    if (depth > maxDepth) refuse("depth", maxDepth, depth);
    addNodes(1);
    lists += 3;
    const number = work.length;
    work[number] = { value: value, holder: holder, step: step, depth: depth, kind: kind, content: null };
    return number;
  }

  function itemAt(number) {
    return work[number];
  }

  // Returns null for an object that has not been seen.
  function knownItem(value) {
    const number = numbers === null ? undefined : numbers.get(value);
    return number === undefined ? null : work[number];
  }

  function hasBareNumber(value) {
    return bare !== null && bare.get(value) !== undefined;
  }

  // Returns a reference to a node that stands for something which is no value of its own.
  function note(kind, description, holder, step) {
    return "[" + add({ kind: kind, description: description }, holder, step, "note") + "]";
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
        lists++;
        return '["u"]';
      case "bigint":
        lists += 2;
        return '["n","' + BigIntToString(value, 16) + '"]'; // the engine stops at 2**20 bits
      default:
        if (value === null) return "null";
        lists++;
        return "[" + numberOf(value, holder, step) + "]";
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
      lists++;
      return '["w","' + toHex(text) + '"]';
    }
    const quoted = JSONStringify(text);
    if (RegExpExec(NOT_ASCII, quoted) !== null) bytes += utf8Length(quoted) - quoted.length;
    return quoted;
  }

  function toHex(text) {
    let hex = "";
    for (let i = 0; i < text.length; i++) {
      const unit = StringCharCodeAt(text, i);
      hex += HEX[unit >> 8];
      hex += HEX[unit & 255];
    }
    return hex;
  }

  function numberText(number) {
    if ((number | 0) === number && (number !== 0 || 1 / number > 0)) return number + "";
    if (number - number === 0 && number !== 0) return fractionText(number);
    lists++;
    if (number === 0) return '["-0"]';
    if (number !== number) return '["nan"]';
    if (number === INFINITY) return '["inf"]';
    return '["-inf"]';
  }

  function fractionText(number) {
    const text = number + "";
    // A reader must tell an exact integer from a float by its text alone.
    const isLarge = (number > MAX_SAFE && number < 1e21) || (number < -MAX_SAFE && number > -1e21);
    return isLarge ? text + ".0" : text;
  }

  // Returns the text of a key and the comma after it.
  function keyText(key) {
    if (keyTexts === null) keyTexts = { __proto__: null };
    const before = bytes;
    const text = stringText(key) + ",";
    if (bytes === before) keyTexts[key] = text; // otherwise its extra bytes would be counted once only
    return text;
  }

  // ---- contents: these return `start` and what follows it

  // Adds key, value, key, value ... and the note on symbol keys. `isStarted` tells to begin with a comma.
  function propertiesText(start, item, keys, isStarted) {
    const value = item.value;
    const count = keys.length;
    addNodes(count);
    let text = start;
    for (let i = 0; i < count; i++) {
      const key = keys[i];
      const known = keyTexts === null ? undefined : keyTexts[key];
      if (isStarted) text += ",";
      isStarted = true;
      text += known === undefined ? keyText(key) : known;
      text += read(value, key, item);
      if (bytes + text.length > maxBytes) checkBytes(text.length);
    }
    const symbols = symbolsText(value);
    if (symbols !== "") {
      addNodes(1);
      const key = unusedKey(keys, "[[symbols]]");
      text += (isStarted ? "," : "") + keyText(key) + note("symbol-keys", symbols, item, key);
    }
    return text;
  }

  // Adds the values of an array, holes included. The first `present` of its keys are those of elements.
  function elementsText(start, item, length, keys, present) {
    const value = item.value;
    const isFull = present === length;
    addNodes(length);
    let text = start;
    let next = 0;
    for (let i = 0; i < length; i++) {
      if (i > 0) text += ",";
      if (isFull || (next < present && keys[next] === i + "")) {
        text += read(value, i, item);
        next++;
      } else {
        text += '["h"]';
        lists++;
      }
      if (bytes + text.length > maxBytes) checkBytes(text.length);
    }
    return text;
  }

  const table = {
    __proto__: null,
    addBytes: addBytes,
    addNodes: addNodes,
    bareNumberOf: bareNumberOf,
    checkBytes: checkBytes,
    elementsText: elementsText,
    hasBareNumber: hasBareNumber,
    itemAt: itemAt,
    keyText: keyText,
    knownItem: knownItem,
    numberOf: numberOf,
    propertiesText: propertiesText,
    read: read,
    refuseManyElements: refuseManyElements,
    stringText: stringText,
    valueText: valueText,
    weigh: weigh,
    write: write,
  };
  p.parts.table = table;
  return table;
})
