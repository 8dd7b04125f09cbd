(function (stage, border, host) {
  "use strict";
  // What the code asks of the outside world, told to the worker's Python side: one property write on the
  // host object each. What is told is bounded there; the bounds here only keep the messages small.

  const MAX_TARGET = 256 * 1024; // characters
  const MAX_DETAILS = 64;
  const MAX_NAME = 100;
  const MAX_DETAIL = 4000;
  const MAX_CONTENT = 16 * 1024 * 1024; // characters or bytes that are looked at
  const CHUNK = 8192;

  const short = (value, most) => {
    const text = String(value);
    return (text.length > most ? text.slice(0, most) : text).toWellFormed();
  };

  // A string of as many characters as there are bytes.
  function latin1(bytes) {
    let text = "";
    for (let at = 0; at < bytes.length; at += CHUNK) {
      text += String.fromCharCode.apply(null, bytes.subarray(at, at + CHUNK));
    }
    return text;
  }

  function tellContent(content) {
    if (typeof content === "string") {
      Reflect.set(host, "text", content.slice(0, MAX_CONTENT).toWellFormed());
    } else {
      Reflect.set(host, "bytes", latin1(content.subarray(0, MAX_CONTENT)));
    }
  }

  // Records a side effect. details: {name: text}. content: what was written or sent, kept as an artifact of
  // the kind that `artifact` says, by default as fits the effect.
  function effect(kind, operation, target, details = {}, content = undefined, artifact = "") {
    const pairs = [];
    for (const name of Object.keys(details)) {
      if (details[name] === undefined || details[name] === null) continue;
      if (pairs.push([short(name, MAX_NAME), short(details[name], MAX_DETAIL)]) >= MAX_DETAILS) break;
    }
    const hasContent = content !== undefined && content !== null && content.length > 0;
    if (hasContent) tellContent(content);
    Reflect.set(host, "effect", JSON.stringify([
      kind, short(operation, MAX_NAME), short(target, MAX_TARGET), pairs, hasContent ? artifact || kind : "",
    ]));
  }

  // Keeps what was decoded or made, without an effect of its own.
  function keep(artifact, name, content) {
    if (content === undefined || content === null || content.length === 0) return;
    tellContent(content);
    Reflect.set(host, "artifact", JSON.stringify([artifact, short(name, MAX_DETAIL)]));
  }

  // Tells of something that a built-in detection looks for.
  function violation(rule, severity, message, evidence = "") {
    Reflect.set(host, "violation", JSON.stringify([
      rule, severity, short(message, MAX_DETAIL), short(evidence, MAX_DETAIL),
    ]));
  }

  // ---- uses of what is no stub

  const MAX_PATHS = 4000;
  const places = new Map();

  // Records the use of an API that has no stub: use is get, set, call or construct.
  function use(path, kind, values = []) {
    const key = `${kind} ${path}`;
    let place = places.get(key);
    if (place === undefined) {
      if (places.size >= MAX_PATHS) return;
      place = border.makeUse(short(path, 200), stage.uses.indexOf(kind));
      places.set(key, place);
    }
    border.use(place, ...values.slice(0, 8));
  }

  // The same where the guest has chosen the name. Beyond MAX_NAMES such are told apart no more, or a flood of them
  // would leave no room for the host's own.
  const MAX_NAMES = 500;
  let namesLeft = MAX_NAMES;
  function useNamed(path, kind, values = []) {
    const isNew = !places.has(`${kind} ${path}`);
    if (isNew && namesLeft > 0) namesLeft--;
    else if (isNew) return use("*", kind, values);
    return use(path, kind, values);
  }

  // Text on the guest's console, as its own console would write it.
  function print(level, text) {
    stage.guestParts.console.print(level, short(text, MAX_TARGET));
  }

  Object.assign(stage, {
    effect: effect, keep: keep, violation: violation, use: use, useNamed: useNamed, print: print,
    exit: () => border.exit(),
    onImport: (find) => border.onImport(find), // find(name): what a module of the host's exports, or undefined
  });
})
