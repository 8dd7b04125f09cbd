// Stacks taken inside callbacks of natives, accessors, conversions, traps, iterators.
const s = () => new Error("x").stack;
class A { get g() { return s() } static get t() { return s() } set v(x) { this.seen = s() + x } [Symbol.toPrimitive]() { return s() } static f = s(); static { this.b = s() } i = s(); constructor(x = s()) { this.x = x } }
const a = new A();
a.v = 1;
const p = new Proxy({}, { get: () => s(), has: () => { console.log(s()); return false } });
function* gen() { yield s(); return s() }
const it = gen();
"x" in p;
let sorted, replaced;
[2, 1].sort((x, y) => { sorted = s(); return x - y });
"abc".replace(/b/, () => (replaced = s()));
[a.g, A.t, a.seen, `${a}`, a + "", A.f, A.b, a.i, a.x, p.any, it.next().value, it.next().value, sorted, replaced, [1].map(s)[0], JSON.parse("1", s), Reflect.apply(s, null, []), s.call(), s.bind()(), Array.from([1], s)[0], [...(function* () { yield s() })()][0]];
