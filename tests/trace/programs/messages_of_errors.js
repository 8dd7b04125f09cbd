// The engine's words name the guest's own things.
const o = { a: {} }; const k = 1; let fn = 5;
const cases = [
  () => o.b.c, () => o.a.b(), () => fn(), () => o.a.b.c(), () => missing, () => { k = 2 }, () => { later; let later }, () => new fn(), () => new (() => {})(), () => { class A { constructor() { this.x } } A() },
  () => { for (const x of 5) ; }, () => { const [x] = null }, () => { const { x } = undefined }, () => 1n + 1, () => Symbol() + "", () => `${Symbol()}`, () => { "use strict"; undeclared = 1 }, () => { "use strict"; Object.freeze(o).a = 1 },
  () => { "use strict"; delete Object.prototype }, () => ({}) instanceof 5, () => "a" in "b", () => { super_(); function super_() { return null.x } }, () => { class B extends null {} new B() }, () => { class C extends Object { constructor() {} } new C() },
  () => { let x = "s"; x += missing2 }, () => { k += "x" }, () => o.a.x.y += "z", () => missing3 += "x", () => { throw o.b.c }, () => { return o.b.c + "x" }, () => (function* () { yield* 5 })().next(), () => [...{}], () => eval("fn()"), () => Function("return fn2()")(), () => null[Symbol.iterator], () => undefined.x.y, () => (void 0)(), () => "x"(), () => (1, 2)(), () => 0x7fffffff(), () => ({}).x(), () => [].y.z(), () => `${1}`(), () => 9007199254740991(1), () => 12345678901(1)
];
cases.map((f) => { try { return "no error " + f() } catch (e) { return e.name + ": " + e.message + e.stack } });
