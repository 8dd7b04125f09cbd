// Stacks through direct and indirect eval and the constructors, nested.
const get = "new Error('here').stack";
function direct(code) { return eval(code) }
function outer() { return eval("(function inner() { return eval(\"" + get + "\") })()") }
const f = new Function("a", "b", "return [a, b, " + get + "]");
const g = Function("code", "return eval(code)");
const timers = [];
setTimeout("timers.push(" + get + ")", 5);
setTimeout(() => { console.log(timers.join()); console.log(new Error("later").stack) }, 9);
[direct(get), (0, eval)(get), outer(), f(1, 2), g(get), [1].map(() => eval(get)), direct("direct('direct(get)')"), direct("\n\n  " + get), eval("function named() { return " + get + " } named()")];
