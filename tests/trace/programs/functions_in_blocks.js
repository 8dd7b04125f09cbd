// Function declarations in blocks, hoisted as sloppy code has it.
var log = [];
log.push(typeof a, typeof b, typeof c);
if (true) { log.push(typeof a); function a() { return "a" } log.push(a()) }
{ function b() { return "b1" } } { function b() { return "b2" } }
switch (1) { case 0: function c() { return "c" } case 1: log.push(c()) }
for (var i = 0; i < 1; i++) { function d() { return "d" + i } }
try { function e() { return "e" } } finally {}
(function () { "use strict"; { function g() {} } log.push(typeof g) })();
(function (h) { { function h() { return "inner" } } log.push(typeof h) })(1);
label: function k() { return "k" }
if (1) function m() { return "m" + 1 }
log.push(typeof a, b(), typeof c, d(), e(), k(), m(), (function () { return typeof n; if (0) { function n() {} } })());
log;
