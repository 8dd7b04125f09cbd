// `arguments` is mapped in sloppy code, and only there.
function sloppy(a, b) { arguments[0] = "x"; b = "y"; arguments[2] = "z"; a += "!"; return [a, arguments[0], arguments[1], arguments.length, [...arguments], delete arguments[0], (arguments[0] = "w", a)] }
function strict(a) { "use strict"; arguments[0] = "x"; a += "!"; return [a, arguments[0]] }
function defaults(a = 1) { arguments[0] = "x"; return [a, arguments[0], arguments.length] }
function arrows() { return (() => (arguments[0] += "!", arguments[0]))() }
function leak() { return arguments } const kept = leak(1, 2);
function callee(n) { return n ? n + "," + arguments.callee(n - 1) : typeof arguments.callee.caller }
function shadow(arguments) { return arguments + "s" } function local() { var arguments; return typeof arguments } function fn() { function arguments() {} return typeof arguments }
const attempt = (f) => { try { return String(f()) } catch (e) { return e.name + ": " + e.message } };
[sloppy("a", "b"), strict("a"), defaults("a"), arrows("q"), kept.length, [...kept], Object.prototype.toString.call(kept), Reflect.ownKeys(kept).map(String), attempt(() => callee(2)), shadow("x"), local(), fn(), attempt(() => (function () { "use strict"; return arguments.callee })()), attempt(() => eval("arguments")), (function () { return eval("arguments[0] = 'e'; arguments[0]") })(1)];
