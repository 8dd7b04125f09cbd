// policy: production
// outcome: completed [[],[165,99,18,27,48,45,55,48,19,22],[0,1,0,0,0,0,2,0,0,0],["A","outer","","get g","m","made","anonymous","anonymous","","method"]]
// why: a hook would be a hexadecimal number of thirteen digits in the text of a function
class A {
  #p = 1;
  static s = `${1}`;
  get g() { return this.#p; }
  async *m() { for (const x of [1]) { yield x; } }
  static { this.t = () => "a" + this.s; }
}
function outer(x) {
  try { throw x; } catch (e) { while (x) { x += "a"; break; } return x + e; }
}
const functions = [
  A, outer, A.t, Object.getOwnPropertyDescriptor(A.prototype, "g").get, A.prototype.m,
  eval("(function made() { return 'a' + 'b' + outer; })"),
  new Function("a", "b", "for (;;) { return a + b; }"),
  (async () => {}).constructor("await 1; throw 2"),
  function () { return () => { return 1; }; }(),
  { method() { return 1; } }.method,
];
outer("q");
const found = [];
for (const one of functions) {
  for (const text of [one.toString(), String(one), one + "", `${one}`, Function.prototype.toString.call(one)]) {
    if (/0x[0-9a-f]{13}|\/\*\*\//.test(text)) found.push(text);
    if (text !== one.toString()) found.push(text);
  }
}
[found, functions.map((one) => one.toString().length), functions.map((one) => one.length), functions.map((one) => one.name)];
