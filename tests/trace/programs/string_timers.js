// Timers that are given text, in their order, in the global scope.
var log = [];
function f() { var local = 1; setTimeout("log.push(typeof local, typeof this, this === globalThis)", 20) }
f();
setTimeout("log.push('b'); setTimeout(\"log.push('nested')\", 5)", 10);
setTimeout("var fromTimer = 'a'; log.push(fromTimer); let own = 1;", 5);
setTimeout("'use strict'; log.push((function () { return typeof this })())", 25);
setTimeout("log.push(typeof fromTimer, typeof own); for (var i = 0; i < 2; i++) log.push(i + 'x')", 30);
setTimeout({ toString() { return "log.push('object')" } }, 35);
const id = setInterval("log.push('tick'); if (log.length > 14) clearInterval(id)", 7);
setTimeout(() => console.log(log.join()), 200);
