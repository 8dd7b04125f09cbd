// A proxy in `with` hears of every name that the code inside looks up.
const log = [];
const scope = new Proxy({ x: 1, log: undefined }, {
  has(target, key) { log.push("has " + String(key)); return key in target || key === "unknown" },
  get(target, key) { log.push("get " + String(key)); return key === Symbol.unscopables ? undefined : target[key] },
  set(target, key, value) { log.push("set " + String(key)); target[key] = value; return true },
  deleteProperty(target, key) { log.push("delete " + String(key)); return delete target[key] },
  getOwnPropertyDescriptor(target, key) { log.push("own " + String(key)); return Reflect.getOwnPropertyDescriptor(target, key) },
  defineProperty(target, key, d) { log.push("define " + String(key)); return Reflect.defineProperty(target, key, d) },
});
with (scope) {
  var f = function (a) { return a + "suffix" };
  for (let i = 0; i < 2; i++) { x += "s" + i; }
  f(x); (() => x)(); (function () { return `t${x}` })();
  try { throw x + "e" } catch (error) { error }
  while (true) { break }
  eval("x + 'e'"); eval("var declared = x; function inner() { return x } inner()");
  (0, eval)("1 + 1"); new Function("return 1")();
  class A { m() { return x } static s = x } new A().m();
  [...(function* () { yield x })()]; unknown; delete declared;
}
(async () => { with (scope) { await x; for await (const y of [x]) y } })().then(() => console.log(log.slice(-12).join()));
log.slice();
