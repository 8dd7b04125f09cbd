// Every way to the constructors of functions.
const attempt = (f) => { try { const r = f(); return typeof r === "function" ? r.toString() : r } catch (e) { return e.name + ": " + e.message } };
class Sub extends Function { constructor(...a) { super(...a); this.mark = 1 } twice() { return [this(), this()] } }
class Target {}
const made = Reflect.construct(Function, ["return 7"], Target);
const name = "construct" + "or";
[
  Function("return 1")(), new Function("return 2")(), (() => {}).constructor("return 3")(), [].map[name]("return 4")(), Function.prototype.constructor("return 5")(), Reflect.construct(Function, ["return 6"])(), Function.prototype.call.call(made), Object.getPrototypeOf(made) === Target.prototype,
  new Sub("return 8").twice(), new Sub("a", "return a").mark, new Sub("x", "return x") instanceof Sub, Function.call(null, "return 9")(), Function.apply(null, ["a", "return a + 10"])(1), Function.bind(null, "a")("return a + 11")(1), Reflect.apply(Function, undefined, ["return 12"])(),
  new (class extends Function {})("return 13")(), Object.getPrototypeOf(function* () {}).constructor("yield 14")().next().value, new (Object.getPrototypeOf(function* () {}).constructor)("a", "yield a; return a + 1")(15).next().value,
  attempt(() => Function("a = function () { return 16 }", "return a()")()), attempt(() => Function("...r", "return r.length")(1, 2)), attempt(() => Function("{ a }", "[b]", "return a + b")({ a: 1 }, [2])), attempt(() => Function("a", "a", "return a")(1, 2)), attempt(() => Function("a", "'use strict'; return this")()), attempt(() => Function("a) { return 1 } function b(", "")), attempt(() => Function("//")), attempt(() => Function("a //", "return a")(17)), attempt(() => Function("-->")), attempt(() => Function("'use strict'; with (a) {}")), attempt(() => Function("super()")), attempt(() => Function("return new.target")()), attempt(() => typeof new (Function("this.n = new.target"))().n), attempt(() => Function("return arguments.callee.name")()), attempt(() => Function("yield", "return yield")(18)), attempt(() => Function("await", "return await")(19)), Function("return this")() === globalThis, Function("a", "b", "for (var i = 0; i < b; i++) a += 'x'; return a")("s", 3), Function("return typeof local")(), (() => { const local = 1; return Function("return typeof local")() })(),
];
