// policy: production
// outcome: completed [[],["m(a) { return a + 'm' }","async *[`k${1}`]() { yield 'k' + 1 }","get g() { throw 'g' }","set s(v) { for (;;) { v += 'x'; break } }"],["function anonymous(a,b\n) {\nreturn a + b\n}","function anonymous(a = 'x' + 1\n) {\n{ return `${a}` }\n}","async function anonymous(\n) {\n/* c */\n}","function anonymous(...a\n) {\n\n}"]]
// why: the text of each function is exactly what stands in the source, wherever it is made
const source = [
  "function a(x) { return x + 'a' }", "async function b() { for await (const x of []) { } }", "function* c() { yield* [1] }", "x => x", "(x, y = 'z' + x) => { while (0); return y }",
  "async x => { try { await x } catch (e) { throw e } }", "class A { constructor() { return this } }", "class extends Object { static #p = () => { return 1 }; static { for (;;) break } }",
  "function /* a */ d /* b */ ( /* c */ ) /* d */ { /* e */ 'use strict' /* f */ ; /* g */ return /* h */ 1 /* i */ }", "function e() {\u2028return\u2029'\u{1f600}' + '\ud83d'}", "async () => `${await 1}`",
  "function f() { if (1) return; else do x(); while (0) }", "function g() { 'a'; 'b'\n'c'\n  }", "() => ({})", "() => () => () => 'x' + 1",
];
const wrong = [];
for (const text of source) {
  const made = [(0, eval)("(" + text + ")"), new Function("return " + text)(), eval("[" + text + "][0]"), (0, eval)("(() => { let s = 'x'; s += 'y'; return (" + text + ") })()")];
  for (const one of made) if (one.toString() !== text) wrong.push([text, one.toString()]);
}
const o = (0, eval)("({ m(a) { return a + 'm' }, get g() { throw 'g' }, async *[`k${1}`]() { yield 'k' + 1 }, set s(v) { for (;;) { v += 'x'; break } } })");
const texts = ["m", "k1"].map((k) => o[k].toString()).concat(["g", "s"].map((k) => { const d = Object.getOwnPropertyDescriptor(o, k); return (d.get ?? d.set).toString(); }));
const built = [Function("a", "b", "return a + b"), Function("a = 'x' + 1", "{ return `${a}` }"), (async () => {}).constructor("/* c */"), Function("...a", "")].map(String);
[wrong, texts, built];
