// Derived constructors, what they return, super in every place.
const log = [];
class A { constructor(x) { this.x = x; log.push(new.target.name); this.init?.() } m() { return "A.m" } get p() { return "A.p" + this.x } set p(v) { this.q = v + "A" } static s() { return "A.s" + this.name } static get t() { return "t" + this.name } }
class B extends A { constructor(x) { const before = () => super(x + "!"); try { this } catch (e) { log.push(e.message) } before(); this.after = super.m() } init() { log.push("init") } m() { return (() => super.m() + "B")() } get p() { return super.p + "B" } set p(v) { super.p = v + "B" } static s() { return super.s() + "B" } static { log.push(super.s()) } f = super.m() + "field"; ["c" + 1]() { return super["m"]() } }
class C extends A { constructor(kind) { if (kind === "object") return { other: 1 }; if (kind === "none") return; super(kind); if (kind === "primitive") return 5; if (kind === "undefined") return undefined; if (kind === "twice") super(kind); return this } }
const o = { __proto__: { m() { return "proto" } }, m() { return super.m() + "o" }, async n() { await 0; return super.m() }, *g() { yield super.m() }, get a() { return () => super.m() } };
const attempt = (f) => { try { const r = f(); return r instanceof A ? "A " + r.x : JSON.stringify(r) } catch (e) { return e.name + ": " + e.message } };
class D extends B {} class N extends null { static m() { return "static" } } const E = class extends (log.push("heritage"), A) { [log.push("key")] = log.push("value"); static [log.push("static key")] = log.push("static value") };
const b = new B("b"); b.p = "set"; new E("e"); o.n().then((x) => console.log(x));
[b.after, b.m(), b.p, b.q, b.f, b.c1(), B.s(), B.t, D.s(), ["object", "none", "primitive", "undefined", "twice", "plain"].map((k) => attempt(() => new C(k))), attempt(() => A()), attempt(() => new N()), N.m(), o.m(), [...o.g()], o.a(), new D("d").x, attempt(() => Reflect.construct(A, ["r"], C)), Object.getOwnPropertyNames(b), log];
