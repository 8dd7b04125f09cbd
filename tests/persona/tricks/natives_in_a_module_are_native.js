// persona: node
// reaches: process native
// names: tostring-check
// trick: looks whether the functions of a module that it is about to use were wrapped
const { exec } = require("child_process");
const timers = [setTimeout, setInterval, queueMicrotask].every((made) => made.name && !/proxy|hook/i.test(String(made)));
const builtins = [Array.prototype.map, Reflect.apply].every((made) => String(made) === `function ${made.name}() { [native code] }`);
if (timers && builtins) exec("native --run");
