(function (stage) {
  "use strict";
  // Selectors: text to a list of complex selectors. Matching is in match.js.
  //
  // A complex selector is its compounds from right to left, each with the combinator to its left:
  // {tests: [...], combinator: " " | ">" | "+" | "~" | "", next}. A test is {kind, ...}.
  //
  // Source: Selectors Level 4, sections 3 to 5, 17 and 18; CSS Syntax Level 3.

  const MAX_CACHED = 64;
  const MAX_LENGTH = 100_000; // characters of a selector
  const MAX_NESTING = 16; // of :not(:is(...))

  const NAME = /(?:[-_a-zA-Z0-9\u0080-\uffff]|\\(?:[0-9a-fA-F]{1,6}[ \t\n\r\f]?|[^\n\r\f0-9a-fA-F]))+/y;
  const SPACE = /[ \t\n\r\f]*/y;
  const STRING = /"((?:[^"\\\n]|\\[^])*)"|'((?:[^'\\\n]|\\[^])*)'/y;
  const OPERATOR = /[~|^$*]?=/y;
  const NTH = /^(?:(even)|(odd)|([+-]?\d*)n\s*(?:([+-])\s*(\d+))?|([+-]?\d+))$/i;

  // Without arguments. What depends on a user or on what was visited is never so.
  const PLAIN = new Set([
    "first-child",
    "last-child",
    "only-child",
    "first-of-type",
    "last-of-type",
    "only-of-type",
    "root",
    "empty",
    "checked",
    "disabled",
    "enabled",
    "required",
    "optional",
    "link",
    "any-link",
    "scope",
    "target",
    "hover",
    "focus",
    "focus-visible",
    "focus-within",
    "active",
    "visited",
    "indeterminate",
    "read-only",
    "read-write",
    "valid",
    "invalid",
    "default",
    "defined",
    "autofill",
    "fullscreen",
    "modal",
    "open",
    "placeholder-shown",
    "in-range",
    "out-of-range",
    "host",
    "target-within",
    "user-valid",
    "user-invalid",
    "playing",
    "paused",
    "popover-open",
  ]);
  const LISTS = new Set(["not", "is", "where", "matches", "has", "any", "-webkit-any"]);
  const NTHS = new Set(["nth-child", "nth-last-child", "nth-of-type", "nth-last-of-type"]);
  const IGNORED = new Set(["lang", "dir", "host", "host-context", "state", "part", "slotted"]);

  class Reader {
    constructor(text, nesting) {
      this.text = text;
      this.at = 0;
      this.nesting = nesting;
    }

    take(pattern) {
      pattern.lastIndex = this.at;
      const found = pattern.exec(this.text);
      if (found === null) return undefined;
      this.at = pattern.lastIndex;
      return found;
    }

    is(character) {
      if (this.text[this.at] !== character) return false;
      this.at++;
      return true;
    }

    skipSpace() {
      const from = this.at;
      this.take(SPACE);
      return this.at > from;
    }

    // A name; digits can't begin one. Undefined where there is none.
    name() {
      const found = this.take(NAME);
      if (found === undefined) return undefined;
      if (/^(?:[0-9]|-[0-9]|-$)/.test(found[0])) throw bad;
      return unescape(found[0]);
    }

    need(value) {
      if (value === undefined || value === false) throw bad;
      return value;
    }
  }

  const bad = { isBadSelector: true };

  function unescape(text) {
    if (!text.includes("\\")) return text;
    return text.replace(/\\(?:([0-9a-fA-F]{1,6})[ \t\n\r\f]?|([^]))/g, (_, hex, character) => {
      if (hex === undefined) return character;
      const code = Number.parseInt(hex, 16);
      return code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)
        ? "\ufffd"
        : String.fromCodePoint(code);
    });
  }

  // ---- simple selectors

  function attribute(reader) {
    reader.skipSpace();
    if (reader.is("*")) reader.need(reader.is("|"));
    else reader.is("|");
    const name = reader.need(reader.name());
    reader.skipSpace();
    const operator = reader.take(OPERATOR)?.[0];
    if (operator === undefined) {
      reader.need(reader.is("]"));
      return { kind: "attribute", name, operator: "" };
    }
    reader.skipSpace();
    const quoted = reader.take(STRING);
    const value = quoted === undefined ? reader.need(reader.name()) : unescape(quoted[1] ?? quoted[2]);
    reader.skipSpace();
    const flag = reader.take(/[iIsS]/y)?.[0];
    reader.skipSpace();
    reader.need(reader.is("]"));
    const ignoresCase = flag === "i" || flag === "I";
    return { kind: "attribute", name, operator, value: ignoresCase ? value.toLowerCase() : value, ignoresCase };
  }

  // Text up to the bracket that closes, which is taken as well.
  function insideBrackets(reader) {
    const from = reader.at;
    for (let open = 1; reader.at < reader.text.length; reader.at++) {
      if (reader.take(STRING) !== undefined) reader.at--;
      else if (reader.text[reader.at] === "\\") reader.at++;
      else if (reader.text[reader.at] === "(") open++;
      else if (reader.text[reader.at] === ")" && --open === 0) return reader.text.slice(from, reader.at++);
    }
    throw bad;
  }

  function nth(text) {
    const parts = NTH.exec(text.trim());
    if (parts === null) throw bad;
    const [, even, odd, step, sign, offset, single] = parts;
    if (even || odd) return { step: 2, offset: odd ? 1 : 0 };
    if (single !== undefined) return { step: 0, offset: Number(single) };
    const a = step === "" || step === "+" ? 1 : step === "-" ? -1 : Number(step);
    return { step: a, offset: offset === undefined ? 0 : Number(sign + offset) };
  }

  function pseudo(reader) {
    if (reader.is(":")) {
      reader.need(reader.name());
      if (reader.is("(")) insideBrackets(reader);
      return { kind: "never" }; // a pseudo-element is no element
    }
    const name = reader.need(reader.name()).toLowerCase();
    if (!reader.is("(")) {
      if (/^(?:before|after|first-line|first-letter)$/.test(name)) return { kind: "never" };
      if (!PLAIN.has(name)) throw bad;
      return { kind: "pseudo", name };
    }
    const inside = insideBrackets(reader);
    if (NTHS.has(name)) return { kind: "nth", name, ...nth(inside) };
    if (IGNORED.has(name)) return { kind: "never" };
    if (!LISTS.has(name)) throw bad;
    const isRelative = name === "has";
    return {
      kind: name === "not" || isRelative ? name : "is",
      list: parseList(inside, reader.nesting + 1, isRelative),
    };
  }

  function simple(reader) {
    const { text, at } = reader;
    switch (text[at]) {
      case "#":
        reader.at++;
        return { kind: "id", value: reader.need(reader.name()) };
      case ".":
        reader.at++;
        return { kind: "class", value: reader.need(reader.name()) };
      case "[":
        reader.at++;
        return attribute(reader);
      case ":":
        reader.at++;
        return pseudo(reader);
      default:
        return undefined;
    }
  }

  function typeTest(reader) {
    if (reader.is("*")) {
      if (reader.is("|") && !reader.is("*")) return named(reader.need(reader.name()));
      return { kind: "any" };
    }
    const name = reader.name();
    return name === undefined ? undefined : named(name);
  }

  function named(name) {
    return { kind: "type", name, lower: name.toLowerCase() };
  }

  function compound(reader) {
    const tests = [];
    const type = typeTest(reader);
    if (type !== undefined) tests.push(type);
    for (let test = simple(reader); test !== undefined; test = simple(reader)) tests.push(test);
    if (tests.length === 0) throw bad;
    return tests;
  }

  function complex(reader, isRelative) {
    reader.skipSpace();
    let combinator = "";
    let last;
    if (isRelative) {
      combinator = reader.take(/[>+~]/y)?.[0] ?? " ";
      reader.skipSpace();
      last = { tests: [{ kind: "anchor" }], combinator: "", next: undefined };
    }
    for (;;) {
      last = { tests: compound(reader), combinator, next: last };
      const space = reader.skipSpace();
      const sign = reader.take(/[>+~]/y)?.[0];
      if (sign === undefined && (!space || reader.at >= reader.text.length || reader.text[reader.at] === ","))
        return last;
      combinator = sign ?? " ";
      reader.skipSpace();
    }
  }

  function parseList(text, nesting, isRelative = false) {
    if (nesting > MAX_NESTING || text.length > MAX_LENGTH) throw bad;
    const reader = new Reader(text, nesting);
    const list = [];
    do list.push(complex(reader, isRelative));
    while (reader.is(","));
    if (reader.at < text.length) throw bad;
    return list;
  }

  // ---- the newest ones are kept

  const cache = new Map();

  // Returns the list, or undefined if the text is no selector.
  function parse(text) {
    const known = cache.get(text);
    if (known !== undefined) return known;
    let list;
    try {
      list = parseList(text, 0);
    } catch (error) {
      if (error !== bad) throw error;
      return undefined;
    }
    if (cache.size >= MAX_CACHED) cache.delete(cache.keys().next().value);
    if (text.length < 1000) cache.set(text, list);
    return list;
  }

  stage.parts.selectors = { parse };
});
