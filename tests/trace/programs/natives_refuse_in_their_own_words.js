// What natives throw when they are misused, with the stack of it.
const cases = {
  replace: () => String.prototype.replace.call(null, "a"), join: () => Array.prototype.join.call(undefined), atob: () => atob("*"),
  decode: () => decodeURIComponent("%"), decodeURI: () => decodeURI("%zz"), fromCodePoint: () => String.fromCodePoint(-1), repeat: () => "x".repeat(-1),
  symbol: () => String.fromCharCode(Symbol()), split: () => String.prototype.split.call(undefined), date: () => Date.prototype.getTime.call({}),
  parse: () => JSON.parse("{"), bind: () => Function.prototype.bind.call(1), apply: () => Function.prototype.apply.call(eval, null, 1),
  regexp: () => new RegExp("("), timer: () => setTimeout(), newEval: () => new eval("1"), newRandom: () => new Math.random(), toISO: () => new Date(NaN).toISOString(),
  normalize: () => "x".normalize("no"), code: () => Function("}"), codes: () => Function("a b", ""), unescape: () => unescape(Symbol()),
};
Object.entries(cases).map(([name, f]) => { try { return name + " = " + f() } catch (e) { return name + ": " + e.name + ": " + e.message + "\n" + e.stack } });
