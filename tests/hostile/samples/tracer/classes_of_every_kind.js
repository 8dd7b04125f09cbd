// policy: production
// outcome: completed [["s3","A","field","finally"],"ms2","newg!","newg!g",true,false,"",true,{"b":1},{"b":1},{"b":1},"n"]
// why: static blocks, private methods, accessors, fields that call, and classes in their own heritage
const seen = [];
const mix = (base) => class extends base { constructor(...a) { super(...a); seen.push(new.target.name); } };
class Base { constructor(n) { this.n = n; return undefined; } }
class A extends mix(Base) {
  static #count = 0;
  static { for (let i = 0; i < 3; i++) { this.#count += i; } try { throw "s"; } catch (e) { seen.push(e + this.#count); } }
  #secret = (() => { seen.push("field"); return `s${this.n}`; })();
  ["c" + 1] = () => this.#m();
  static async *[Symbol.asyncIterator]() { yield 1; }
  #m() { return "m" + this.#secret; }
  get #g() { return this.#secret + "g"; }
  set #g(v) { this.#secret = v; }
  static is(o) { return #m in o; }
  use() { this.#g = "new"; return this.#g += "!"; }
  get() { return this.#g; }
  static() { return super.constructor.name; }
  async() { return () => super.toString === Object.prototype.toString; }
  constructor() { const n = 1; try { super(n + 1); } finally { seen.push("finally"); } }
}
const a = new A();
class B { constructor() { return { b: 1 }; } }
class D extends B { constructor() { return super(); } }
class E extends B { constructor() { super(); return; } }
class F extends B { constructor() { const f = () => super(); f(); return undefined; } }
[seen, a.c1(), a.use(), a.get(), A.is(a), A.is({}), a.static(), a.async()(), new D(), new E(), new F(), class { static name = "n"; }.name];
