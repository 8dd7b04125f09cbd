// policy: production
// outcome: completed ["a","b","c","d","e","f","g","h","i","j","l","m1","o","p","","","[sym]","v","#w","z","get n","anonymous","","A","bound "]
// why: functions without names get those of where they stand
const a = () => 1, b = function () {}, c = class {}, d = async () => {}, e = function* () {};
let f; f = () => {}; let g; g ??= () => {}; let h = null; h ||= function () {};
const { i = () => {} } = {}, [j = class {}] = [];
const k = { l: () => {}, ["m" + 1]: function () {}, get n() { return 1; }, async *o() {}, p: (() => {}), q: (0, () => {}) };
const s = Symbol("sym"); k[s] = () => {}; const t = { [s]: () => {} };
class U { static v = () => {}; static #w = () => {}; static x() { return U.#w.name; } }
const y = (z = () => {}) => z.name;
[a, b, c, d, e, f, g, h, i, j, k.l, k.m1, k.o, k.p, k.q, k[s], t[s], U.v].map((x) => x.name).concat(
  U.x(), y(), Object.getOwnPropertyDescriptor(k, "n").get.name, new Function("").name, eval("(() => {})").name, eval("var A = () => {}; A.name"), (() => {}).bind().name);
