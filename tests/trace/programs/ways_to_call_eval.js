// What is a direct eval and what is not.
var x = "global";
const attempt = (f) => { try { return f() } catch (e) { return e.name + ": " + e.message } };
function f() {
  var x = "local"; const e = eval; const o = { eval }; const bound = eval.bind(null); const proxied = new Proxy(eval, {});
  return [eval("x"), (eval)("x"), (0, eval)("x"), e("x"), o.eval("x"), eval?.("x"), eval.call(null, "x"), eval.apply(null, ["x"]), bound("x"), proxied("x"), Reflect.apply(eval, null, ["x"]), globalThis.eval("x"), ["x"].map(eval)[0], [..."x"].map(eval)[0], eval(...["x"]), eval("x", "y"), eval`x`.length, (eval, eval)("x"), (() => eval("x"))(), eval("eval('x')"), eval("(0, eval)('x')"), new Function("return eval('x')")(), eval("(() => eval)()('x')"), (1 ? eval : 0)("x"), [eval][0]("x")];
}
function shadowed(eval) { var x = "local"; return eval("x") }
function replaced() { var x = "local"; var eval = (code) => "mine " + code; return eval("x") }
const before = f();
const native = eval;
globalThis.eval = (code) => "replaced " + code;
const during = [eval("x"), (0, eval)("x"), native("x"), attempt(() => Function("return eval('x')")())];
globalThis.eval = native;
[before, shadowed(eval), replaced(), during, attempt(() => eval("x")), eval === native, attempt(() => { with ({ eval: native }) { return (function () { var x = "w"; return eval("x") })() } })];
