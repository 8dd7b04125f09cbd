// policy: production
// kind: script
// outcome: completed [["axbyby","by","axbyby","by",2],["1s",2],"thrown",[1,2],{"$type":"undefined"},1,"object","e",true,[2,{"$type":"undefined"},{"$type":"undefined"}]]
// why: what is written to a parameter is written to arguments, and the other way round
function f(a, b) {
  arguments[0] += "x"; b = b + "y";
  for (let i = 0; i < 2; i++) a += arguments[1];
  return [a, b, arguments[0], arguments[1], arguments.length];
}
function g(a) { "use strict"; arguments[0] = 2; a += "s"; return [a, arguments[0]]; }
function h(a) { try { throw arguments; } catch (e) { e[0] = "thrown"; return a; } }
function i() { return (() => arguments)(); }
function j(a) { delete arguments[0]; a = 5; return arguments[0]; }
function k(arguments) { return arguments; }
function l(a) { var arguments; return typeof arguments; }
function m(a) { eval("a = 'e'"); return arguments[0]; }
function n() { return arguments.callee === n; }
[f("a", "b"), g(1), h(1), [...i(1, 2)], j(1), k(1), l(1), m(1), n(), [f.length, f.caller, f.arguments]];
