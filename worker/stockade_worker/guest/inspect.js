(function (p, _host) {
  "use strict";
  // Writes values for people, in the manner of Node's util.inspect.
  //
  // Nothing here runs guest code: accessors are named and not called, a Proxy is named and not asked, and
  // toString, toJSON and custom inspection are ignored. The work is bounded by the characters wanted:
  // when they are used up, nothing more is visited.

  const {
    ArrayBufferGetByteLength, DateGetTime, DateToISOString, ErrorGetStack, MapForEach, MapGetSize,
    NumberToString, ObjectGetOwnPropertySymbols, ObjectHasOwn, ObjectKeys, ObjectPropertyIsEnumerable,
    ReflectGetOwnPropertyDescriptor, ReflectGetPrototypeOf, RegExpExec, RegExpGetSource, SetForEach,
    SetGetSize, SharedArrayBufferGetByteLength, StringCharCodeAt, StringIndexOf, StringSlice,
    SymbolToString, TypedArrayGetLength, TypedArrayGetTag, makeList, makeMap,
  } = p;
  const { UNBOX, bigintText, className, dataProperty, describeObject, errorTitle, flagsOf, kindOf } =
    p.parts.look;

  const DEPTH = 2; // levels of nesting below the top
  const MAX_ITEMS = 100; // of one object
  const MAX_SCANNED = 1000; // indices of an array, looking for elements between holes
  const LINE = 72; // characters that still go on one line
  const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;
  const NEEDS_ESCAPE = /[\0-\x1f'\\\x7f-\x9f\ud800-\udfff]/;
  const ESCAPES = {
    __proto__: null, "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", "\\": "\\\\",
  };

  // left    characters that may still be written; layout is not counted, so it is a little late.
  // more    characters that were cut off, as far as they are known.
  // inside  the objects that are being written, outermost first.
  // loops   object that contains itself -> its number; null if there is none.
  function newState(maxCharacters) {
    return { left: maxCharacters, more: 0, inside: makeList(), loops: null, loopCount: 0 };
  }

  // Returns {text, more} of one value; a string is quoted.
  function inspect(value, maxCharacters) {
    const state = newState(maxCharacters);
    return { text: topText(state, value, DEPTH), more: state.more };
  }

  // Cuts a piece of text to what is left, and counts the rest.
  function take(state, text) {
    const left = state.left > 0 ? state.left : 0;
    state.left = left - text.length;
    if (text.length <= left) return text;
    state.more += text.length - left;
    return StringSlice(text, 0, left);
  }

  // An object is written in full before it is cut, because its layout depends on its length.
  function topText(state, value, depth) {
    const left = state.left;
    if (left <= 0) {
      state.more++; // there would have been something
      return "";
    }
    const text = valueText(state, value, depth);
    state.left = left;
    return take(state, text);
  }

  function valueText(state, value, depth) {
    if (isPrimitive(value)) return spend(state, primitiveText(state, value));
    const kind = kindOf(value);
    if (kind === "proxy") return spend(state, "[Proxy]");
    for (let i = 0; i < state.inside.length; i++) {
      if (state.inside[i] === value) return spend(state, "[Circular *" + loopNumber(state, value) + "]");
    }
    const name = nameOf(value, kind);
    const base = spend(state, baseText(state, value, kind, name));
    if (depth < 0 && base === "") return spend(state, "[" + name + "]");
    state.inside[state.inside.length] = value;
    const entries = depth < 0 ? makeList() : entriesOf(state, value, kind, depth - 1);
    state.inside.length--;
    const text = base !== "" && entries.length === 0 ? base : layOut(value, kind, name, base, entries);
    const number = state.loops === null ? undefined : state.loops.get(value);
    return number === undefined ? text : "<ref *" + number + "> " + text;
  }

  function isPrimitive(value) {
    return value === null || (typeof value !== "object" && typeof value !== "function");
  }

  function spend(state, text) {
    state.left -= text.length;
    return text;
  }

  function loopNumber(state, value) {
    if (state.loops === null) state.loops = makeMap();
    let number = state.loops.get(value);
    if (number === undefined) {
      number = ++state.loopCount;
      state.loops.set(value, number);
    }
    return number;
  }

  function primitiveText(state, value) {
    switch (typeof value) {
      case "string":
        return quote(state, value);
      case "number":
        return numberText(value);
      case "bigint":
        return bigintText(value);
      case "symbol":
        return SymbolToString(value);
      default:
        return value + "";
    }
  }

  function numberText(value) {
    return value === 0 && 1 / value < 0 ? "-0" : value + "";
  }

  // Returns a string quoted and escaped, as far as there is room.
  function quote(state, text) {
    const left = state.left > 0 ? state.left : 0;
    if (text.length > left) state.more += text.length - left;
    const value = text.length > left ? StringSlice(text, 0, left) : text;
    if (RegExpExec(NEEDS_ESCAPE, value) === null) return "'" + value + "'";
    const mark = quotationMark(value);
    let quoted = mark;
    for (let i = 0; i < value.length; i++) quoted += escaped(value, i, mark);
    return quoted + mark;
  }

  function quotationMark(text) {
    if (StringIndexOf(text, "'") < 0) return "'";
    if (StringIndexOf(text, '"') < 0) return '"';
    return StringIndexOf(text, "`") < 0 ? "`" : "'";
  }

  function escaped(text, i, mark) {
    const character = text[i];
    const known = ESCAPES[character];
    if (known !== undefined) return known;
    if (character === mark) return "\\" + character;
    const unit = StringCharCodeAt(text, i);
    if (unit < 0x20 || (unit >= 0x7f && unit <= 0x9f)) {
      return "\\x" + (unit < 16 ? "0" : "") + NumberToString(unit, 16);
    }
    return isLone(text, i, unit) ? "\\u" + NumberToString(unit, 16) : character;
  }

  function isLone(text, i, unit) {
    if (unit < 0xd800 || unit > 0xdfff) return false;
    const other = unit < 0xdc00 ? i + 1 : i - 1;
    if (other < 0 || other >= text.length) return true;
    const neighbour = StringCharCodeAt(text, other);
    return unit < 0xdc00
      ? neighbour < 0xdc00 || neighbour > 0xdfff
      : neighbour < 0xd800 || neighbour > 0xdbff;
  }

  // ---- objects: a name or a base, and entries

  const NAMES = {
    __proto__: null, array: "Array", map: "Map", set: "Set", date: "Date", regexp: "RegExp", error: "Error",
    buffer: "ArrayBuffer", "shared buffer": "SharedArrayBuffer", dataview: "DataView", promise: "Promise",
    weakmap: "WeakMap", weakset: "WeakSet", weakref: "WeakRef", generator: "Object [Generator]",
    iterator: "Object [Iterator]", arguments: "[Arguments]", namespace: "[Module: null prototype]",
  };

  function nameOf(value, kind) {
    if (kind === "arguments" || kind === "namespace") return NAMES[kind];
    const known = kind === "typed array" ? TypedArrayGetTag(value) : NAMES[kind];
    const usual = known === undefined ? "Object" : known;
    if (ReflectGetPrototypeOf(value) === null) return "[" + usual + ": null prototype]";
    const name = className(value);
    return name === null || name === "" ? usual : name;
  }

  // Returns what says all about an object but its properties; "" for one that is only its entries.
  function baseText(state, value, kind, name) {
    switch (kind) {
      case "function":
        return describeObject(value, kind);
      case "date": {
        const ms = DateGetTime(value);
        return ms === ms ? DateToISOString(value) : "Invalid Date";
      }
      case "regexp":
        return "/" + RegExpGetSource(value) + "/" + flagsOf(value);
      case "error":
        return errorText(value);
      case "weakmap":
      case "weakset":
        return name + " { <items unknown> }";
      default:
        if (UNBOX[kind] === undefined) return "";
        return "[" + boxName(kind) + ": " + primitiveText(state, UNBOX[kind](value)) + "]";
    }
  }

  function boxName(kind) {
    switch (kind) {
      case "boxed number":
        return "Number";
      case "boxed string":
        return "String";
      case "boxed boolean":
        return "Boolean";
      case "boxed symbol":
        return "Symbol";
      default:
        return "BigInt";
    }
  }

  function errorText(error) {
    const title = errorTitle(error);
    const own = dataProperty(error, "stack");
    const stack = own !== undefined ? own : ErrorGetStack(error);
    if (typeof stack !== "string" || stack === "") return "[" + title + "]";
    const end = stack[stack.length - 1] === "\n" ? stack.length - 1 : stack.length;
    return title + "\n" + StringSlice(stack, 0, end);
  }

  function layOut(value, kind, name, base, entries) {
    const isList = kind === "array" || kind === "typed array";
    const open = isList ? "[" : "{";
    const close = isList ? "]" : "}";
    const start = (base !== "" ? base + " " : prefixOf(value, kind, name)) + open;
    if (entries.length === 0) return start + close;
    let line = "";
    for (let i = 0; i < entries.length; i++) {
      line += (i > 0 ? ", " : "") + entries[i];
      if (line.length > LINE) break;
    }
    const width = (base !== "" ? 0 : start.length) + line.length; // a base may be lines of its own
    if (width <= LINE && StringIndexOf(line, "\n") < 0) return start + " " + line + " " + close;
    return start + (isList && areShort(entries) ? filled(entries) : stacked(entries)) + "\n" + close;
  }

  function stacked(entries) {
    let text = "";
    for (let i = 0; i < entries.length; i++) text += (i > 0 ? ",\n  " : "\n  ") + indented(entries[i]);
    return text;
  }

  function areShort(entries) {
    for (let i = 0; i < entries.length - 1; i++) if (entries[i].length > 16) return false;
    return true; // the last one may say how many more there are
  }

  // As many to a line as it holds.
  function filled(entries) {
    let text = "";
    let room = 0;
    for (let i = 0; i < entries.length; i++) {
      const size = entries[i].length + 2;
      text += (i > 0 ? "," : "") + (size > room ? "\n  " : " ") + entries[i];
      room = (size > room ? LINE : room) - size;
    }
    return text;
  }

  function prefixOf(value, kind, name) {
    switch (kind) {
      case "array":
        return name === "Array" ? "" : name + "(" + value.length + ") ";
      case "typed array":
        return name + "(" + TypedArrayGetLength(value) + ") ";
      case "map":
        return name + "(" + MapGetSize(value) + ") ";
      case "set":
        return name + "(" + SetGetSize(value) + ") ";
      default:
        return kind === "object" && name === "Object" ? "" : name + " ";
    }
  }

  function indented(text) {
    let result = "";
    let from = 0;
    for (let at = StringIndexOf(text, "\n"); at >= 0; at = StringIndexOf(text, "\n", from)) {
      result += StringSlice(text, from, at + 1) + "  ";
      from = at + 1;
    }
    return result + StringSlice(text, from);
  }

  // ---- entries

  function entriesOf(state, value, kind, depth) {
    const entries = makeList();
    switch (kind) {
      case "array":
        return arrayEntries(state, value, depth, entries);
      case "typed array":
        return elementEntries(state, value, TypedArrayGetLength(value), entries);
      case "map":
        MapForEach(value, function (item, key) {
          if (isFull(state, entries)) return;
          entries[entries.length] = valueText(state, key, depth) + " => " + valueText(state, item, depth);
        });
        addMissing(state, MapGetSize(value), entries);
        break;
      case "set":
        SetForEach(value, function (item) {
          if (!isFull(state, entries)) entries[entries.length] = valueText(state, item, depth);
        });
        addMissing(state, SetGetSize(value), entries);
        break;
      case "buffer":
        entries[0] = "byteLength: " + ArrayBufferGetByteLength(value);
        break;
      case "shared buffer":
        entries[0] = "byteLength: " + SharedArrayBufferGetByteLength(value);
        break;
      case "boxed string":
        return entries; // its keys are its characters
      case "error":
        if (ObjectHasOwn(value, "cause") && !ObjectPropertyIsEnumerable(value, "cause")) {
          entries[0] = "[cause]: " + propertyText(state, value, "cause", depth);
        }
        break;
    }
    return propertyEntries(state, value, ObjectKeys(value), 0, depth, entries);
  }

  function isFull(state, entries) {
    return entries.length >= MAX_ITEMS || state.left <= 0;
  }

  function addMissing(state, count, entries) {
    if (count > entries.length) entries[entries.length] = moreText(state, count - entries.length);
  }

  function moreText(state, count) {
    return spend(state, "... " + count + " more item" + (count > 1 ? "s" : ""));
  }

  function arrayEntries(state, value, depth, entries) {
    const length = value.length;
    let i = 0;
    let holes = 0;
    for (; i < length && i < MAX_SCANNED && !isFull(state, entries); i++) {
      if (!ObjectHasOwn(value, i)) {
        holes++;
        continue;
      }
      if (holes > 0) entries[entries.length] = holesText(state, holes);
      holes = 0;
      entries[entries.length] = propertyText(state, value, i, depth);
    }
    if (holes > 0) entries[entries.length] = holesText(state, holes);
    if (i < length) entries[entries.length] = moreText(state, length - i);
    if (length > MAX_SCANNED) return entries; // or all its keys would have to be listed
    const keys = ObjectKeys(value);
    let first = 0;
    while (first < keys.length && (keys[first] >>> 0) + "" === keys[first]) first++;
    return propertyEntries(state, value, keys, first, depth, entries);
  }

  function holesText(state, count) {
    return spend(state, "<" + count + " empty item" + (count > 1 ? "s" : "") + ">");
  }

  function elementEntries(state, value, length, entries) {
    for (let i = 0; i < length && !isFull(state, entries); i++) {
      entries[entries.length] = spend(state, primitiveText(state, value[i]));
    }
    addMissing(state, length, entries);
    return entries;
  }

  // `first` is the number of keys to leave out at the start.
  function propertyEntries(state, value, keys, first, depth, entries) {
    const most = entries.length + MAX_ITEMS;
    let i = first;
    for (; i < keys.length && entries.length < most && state.left > 0; i++) {
      const key = keys[i];
      const shown = RegExpExec(IDENTIFIER, key) !== null ? key : quote(state, key);
      entries[entries.length] = spend(state, shown + ": ") + propertyText(state, value, key, depth);
    }
    const symbols = ObjectGetOwnPropertySymbols(value);
    for (let j = 0; j < symbols.length && entries.length < most && state.left > 0; j++) {
      if (!ObjectPropertyIsEnumerable(value, symbols[j])) continue;
      const shown = "[" + SymbolToString(symbols[j]) + "]: ";
      entries[entries.length] = spend(state, shown) + propertyText(state, value, symbols[j], depth);
    }
    if (i < keys.length) entries[entries.length] = moreText(state, keys.length - i);
    return entries;
  }

  function propertyText(state, object, key, depth) {
    const descriptor = ReflectGetOwnPropertyDescriptor(object, key);
    if (descriptor === undefined) return spend(state, "undefined");
    if (ObjectHasOwn(descriptor, "value")) return valueText(state, descriptor.value, depth);
    const hasGetter = descriptor.get !== undefined;
    const hasSetter = descriptor.set !== undefined;
    return spend(state, hasGetter && hasSetter ? "[Getter/Setter]" : hasGetter ? "[Getter]" : "[Setter]");
  }

  const parts = {
    __proto__: null,
    DEPTH: DEPTH,
    inspect: inspect,
    isPrimitive: isPrimitive,
    newState: newState,
    numberText: numberText,
    take: take,
    topText: topText,
  };
  p.parts.inspect = parts;
  return parts;
})
