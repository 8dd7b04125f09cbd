(function (stage) {
  "use strict";
  // VBScript.RegExp: regular expressions as an object. The engine's own do the work.

  const { com } = stage.parts;
  const MAX_MATCHES = 10_000;
  const SYNTAX_ERROR = [0x800a1399, "Syntax error in regular expression"];

  function compiled(s) {
    try {
      return new RegExp(s.pattern, (s.isGlobal ? "g" : "") + (s.ignoresCase ? "i" : "") + (s.isMultiline ? "m" : ""));
    } catch {
      throw com.error(...SYNTAX_ERROR);
    }
  }

  const subMatches = com.collection({ path: "VBScript.SubMatches", list: (s) => s.groups });

  const matchClass = com.class({
    path: "VBScript.Match",
    default: "Value",
    properties: {
      FirstIndex: (s) => s.index,
      Length: (s) => s.text.length,
      SubMatches: (s) => subMatches.make({ groups: s.groups }),
      Value: (s) => s.text,
    },
  });

  const matchesClass = com.collection({ path: "VBScript.MatchCollection", list: (s) => s.matches });

  function execute(s, text) {
    const whole = com.text(text);
    const expression = compiled(s);
    const found = s.isGlobal ? Array.from(whole.matchAll(expression)) : [expression.exec(whole)].filter(Boolean);
    const make = (match) => matchClass.make({ text: match[0], index: match.index, groups: match.slice(1).map(com.text) });
    return matchesClass.make({ matches: found.slice(0, MAX_MATCHES).map(make) });
  }

  const flag = (name) => ({ get: (s) => s[name] ?? false, set: (s, value) => (s[name] = Boolean(value)) });

  com.class({
    progids: ["VBScript.RegExp"],
    create: (s) => void (s.pattern = ""),
    properties: {
      Global: flag("isGlobal"),
      IgnoreCase: flag("ignoresCase"),
      MultiLine: flag("isMultiline"),
      Pattern: { get: (s) => s.pattern, set: (s, value) => (s.pattern = com.text(value)) },
    },
    methods: {
      Execute: execute,
      Replace: (s, text, replacement) => com.text(text).replace(compiled(s), com.text(replacement)),
      Test: (s, text) => compiled(s).test(com.text(text)),
    },
  });
})
