// Direct eval reads, writes and declares where it stands.
var global = "global";
function f(a) { var local = "local"; let block = "block"; eval("a += '!'; local = local + a; block += 'x'; var fresh = 'fresh'; let own = 'own'; function hoisted() { return local } const k = 1; class C {}"); return [a, local, block, fresh, typeof own, hoisted(), typeof k, typeof C, arguments[0]] }
function g() { return [eval("this"), eval("arguments.length"), eval("new.target") === undefined].map((x) => typeof x) }
function h() { const x = 1; { const x = 2; return eval("x + eval('x') + (() => eval('x'))()") } }
function i(code) { const arrow = () => eval(code); return arrow.call(null) }
const k = (x, y = eval("x + 1"), z = eval("var p = 5; y")) => [x, y, z, typeof p];
class A { field = eval("this.constructor.name"); static s = eval("1 + 1"); m() { return eval("super.toString.name") } #p = 7; q() { return eval("this.#p") } constructor() { this.t = eval("new.target.name") } }
function later() { return () => eval("counter++") + eval("counter") } var counter = 5;
for (var loop = 0; loop < 2; loop++) { let inLoop = loop; var last = eval("inLoop * 10") }
function del() { eval("var d = 1"); const was = d; return [was, delete d, typeof d] }
function fnScope() { eval("function e1() { return 'first' }"); return e1() + (() => { eval("var e1 = 'second'"); return e1 })() + e1() }
[f("a"), g(1, 2), h(), i("typeof arguments + arguments.length"), k(1), new A().field, A.s, new A().m(), new A().q(), new A().t, later()(), last, del(), fnScope(), eval("var fromTop = 'top'; fromTop"), typeof fromTop, delete globalThis.fromTop, eval("global"), (() => { try { eval("let global2 = 1; global2"); return typeof global2 } catch (e) { return e.message } })()];
