// Every message that a generator can be sent.
function* all() { const log = []; try { log.push(yield "a" + 1); log.push(yield* inner()); for (let i = 0; i < 2; i++) log.push(yield `t${i}`); return yield "last" } catch (e) { log.push("caught " + e); yield log.join(); return "after catch" } finally { console.log("closed " + log.join()) } }
function* inner() { try { const x = yield "inner"; return "inner result " + x } finally { console.log("inner closed") } }
function run(g, ...messages) { return messages.map(([how, x]) => { try { const r = g[how](x); return String(r.value) + "/" + r.done } catch (e) { return "threw " + e } }) }
const n = (x) => ["next", x], t = (x) => ["throw", x], r = (x) => ["return", x];
function* precedence() { return [yield 1, "a" + (yield 2), yield yield 3, (yield 4) ? yield 5 : yield 6, -(yield 7), (yield) + "x", [...(yield* [8, 9]) || []]] }
const object = { *m() { yield this === object; yield arguments.length }, get [Symbol.iterator]() { return this.m } };
const lazy = (function* () { console.log("started"); let s = ""; for (;;) s += yield s })();
[run(all(), n(), n(1), n(2), n(3), n(4), n(5), n(6), n(7)), run(all(), n(), n(), t("bad"), n(), n()), run(all(), n(), n(), r("early"), n()), run(all(), r(1), n()), run(all(), t("early")), run(precedence(), ...Array.from({ length: 16 }, (_, i) => n(i))), [...object], run(lazy, n(), n("a"), n("b"), r("done")), (() => { const g = (function* () { yield* g })(); return run(g, n()) })(), [...(function* () { const [a, b] = yield* two(); yield a + b; function* two() { return [1, 2] } })()], Object.prototype.toString.call(lazy)];
