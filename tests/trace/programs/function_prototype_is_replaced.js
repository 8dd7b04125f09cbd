// call, apply, bind, toString and Symbol.hasInstance of all functions belong to the guest.
const calls = []; const native = Function.prototype.call; for (const name of ["call", "apply", "bind", "toString"]) { const original = Function.prototype[name]; Function.prototype[name] = function (...a) { calls.push(name); return Reflect.apply(original, this, a) } }
function f(x) { let s = ""; for (let i = 0; i < 3; i++) s += x + i; return s } const g = (x) => f(x) + "g"; class A { m() { return g("m") } }
const results = [f("a"), g("b"), new A().m(), eval("g('c')"), Function("return 'd' + 1")(), f.call(null, "e"), String.fromCharCode(102), ["g", "h"].join(""), "x".replace("x", () => "y"), f + ""]; try { throw results[0] + "t" } catch (e) { results.push(e) }
Function.prototype.call = function () { throw new Error("never") }; results.push(f("i"), eval("f('j')")); setTimeout("calls.push('timer ' + f('k')); console.log(calls.join())", 1);
[results, calls];
