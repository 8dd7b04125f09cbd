(function (p, host) {
  "use strict";
  // The console: formats its arguments without running guest code, and hands the text to the host as
  // ReflectSet(host, "console", level + "\n" + text), with well-formed text. Levels are log, info, warn,
  // error, debug and trace; the other functions use one of them.
  //
  // `configure` sets how much a run may keep. What goes beyond is counted and not even formatted, so that
  // a flood costs the guest more than it costs us. One line may take a quarter of the bytes; it is cut
  // with a marker that says how much is missing, as far as that is known.

  const {
    DateNow, ReflectDefineProperty, ReflectSet, StringIndexOf, StringSlice, StringToWellFormed, makeMap,
    makeNative, tagSymbol,
  } = p;
  const { utf8Length } = p.parts.look;
  const { format } = p.parts.format;

  const MIN_LINE = 1024; // bytes that one line may take in any case
  const MARKER = 48; // bytes that are more than the marker ever takes
  const MAX_INDENT = 40;
  const MAX_LABEL = 200;

  let maxEntries = 0;
  let maxBytes = 0;
  let entries = 0;
  let bytes = 0;
  let droppedEntries = 0;
  let indent = "";
  let counts = makeMap();
  let started = makeMap();

  // Starts the account of a run.
  function configure(entryLimit, byteLimit) {
    maxEntries = entryLimit;
    maxBytes = byteLimit;
    entries = bytes = droppedEntries = 0;
    indent = "";
    counts = makeMap();
    started = makeMap();
  }

  // Returns how many calls were not kept.
  function dropped() {
    return droppedEntries;
  }

  function emit(level, prefix, values) {
    const room = roomLeft() - prefix.length - indent.length;
    if (room <= 0) {
      droppedEntries++;
      return;
    }
    const formatted = format(values, room);
    const text = fit(indented(prefix + StringToWellFormed(formatted.text)), formatted.more);
    entries++;
    bytes += utf8Length(text);
    ReflectSet(host, "console", level + "\n" + text);
  }

  // Returns the bytes that the next line may take, without a marker.
  function roomLeft() {
    if (entries >= maxEntries) return 0;
    const quarter = maxBytes / 4;
    const left = maxBytes - bytes;
    const share = quarter > MIN_LINE ? quarter >>> 0 : MIN_LINE;
    return (left < share ? left : share) - MARKER;
  }

  // Cuts a line to what it may take; `missing` characters have been cut off already.
  function fit(text, missing) {
    const room = roomLeft();
    let kept = text;
    if (utf8Length(text) > room) {
      // Not to the byte: UTF-8 needs three bytes for a character at most.
      const length = utf8Length(text) === text.length ? room : (room / 3) >>> 0;
      kept = StringToWellFormed(StringSlice(text, 0, length));
      missing += text.length - kept.length;
    }
    return missing > 0 ? kept + "… [" + missing + " more characters]" : kept;
  }

  function indented(text) {
    if (indent === "") return text;
    let result = indent;
    let from = 0;
    for (let at = StringIndexOf(text, "\n"); at >= 0; at = StringIndexOf(text, "\n", from)) {
      result += StringSlice(text, from, at + 1) + indent;
      from = at + 1;
    }
    return result + StringSlice(text, from);
  }

  function labelOf(value) {
    return value === undefined ? "default" : StringToWellFormed(format([value], MAX_LABEL).text);
  }

  function openGroup(values) {
    if (values.length > 0) emit("log", "", values);
    if (indent.length < MAX_INDENT) indent += "  ";
  }

  function reportTime(label, values) {
    const since = started.get(label);
    if (since === undefined) emit("warn", "No such timer: " + label, []);
    else emit("info", label + ": " + (now() - since) + "ms" + (values.length > 0 ? " " : ""), values);
  }

  // The virtual clock of the timers, if they are there.
  function now() {
    const clock = p.parts.timers;
    return clock === undefined ? DateNow() : clock.now();
  }

  const console = { __proto__: {} };

  // Rest parameters are arrays of own elements, and nothing else of them is read.
  function provide(name, behaviour) {
    ReflectDefineProperty(console, name, {
      __proto__: null,
      value: makeNative("console." + name, name, 0, behaviour),
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }

  provide("debug", (...values) => emit("debug", "", values));
  provide("error", (...values) => emit("error", "", values));
  provide("info", (...values) => emit("info", "", values));
  provide("log", (...values) => emit("log", "", values));
  provide("warn", (...values) => emit("warn", "", values));
  provide("dir", (value) => emit("log", "", [value]));
  provide("dirxml", (...values) => emit("log", "", values));
  provide("table", (value) => emit("log", "", [value])); // in full, but not drawn as a table
  provide("trace", (...values) => emit("trace", values.length > 0 ? "Trace: " : "Trace", values));
  provide("group", (...values) => openGroup(values));
  provide("groupCollapsed", (...values) => openGroup(values));
  provide("groupEnd", () => {
    indent = StringSlice(indent, 2);
  });
  provide("clear", () => undefined);
  provide("count", (label) => {
    const name = labelOf(label);
    const before = counts.get(name);
    counts.set(name, before === undefined ? 1 : before + 1);
    emit("log", name + ": " + counts.get(name), []);
  });
  provide("countReset", (label) => {
    counts.delete(labelOf(label));
  });
  provide("assert", (condition, ...values) => {
    if (condition) return;
    emit("error", values.length > 0 ? "Assertion failed: " : "Assertion failed", values);
  });
  provide("time", (label) => {
    started.set(labelOf(label), now());
  });
  provide("timeLog", (label, ...values) => reportTime(labelOf(label), values));
  provide("timeEnd", (label) => {
    const name = labelOf(label);
    reportTime(name, []);
    started.delete(name);
  });
  ReflectDefineProperty(console, tagSymbol, { __proto__: null, value: "console", configurable: true });

  function install(global) {
    ReflectDefineProperty(global, "console", {
      __proto__: null, value: console, writable: true, enumerable: false, configurable: true,
    });
  }

  // Text of a persona's, such as a host's own way to print.
  function print(level, text) {
    emit(level, "", [text]);
  }

  const parts = { __proto__: null, configure: configure, dropped: dropped, install: install, print: print };
  p.parts.console = parts;
  return parts;
})
