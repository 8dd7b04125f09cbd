// persona: node
// reaches: process not-leaked
// names: function-argument-injection
// trick: the text of a function ends it and goes on: where texts are only put together, that runs at once, and shows it
let refused = 0;
for (const pieces of [["}, globalThis.leaked = 1, function () {"], ["a = function () {}) { } , function (b", ""], ["/*", "*/){"]]) {
  try { Function(...pieces); } catch (error) { if (error instanceof SyntaxError) refused++; }
}
if (refused === 3 && typeof leaked === "undefined") require("child_process").exec("not-leaked");
