// policy: production cpu_seconds=10 wall_seconds=60
// outcome: completed 1990200
// why: a table of functions that outgrows what a trace keeps
const source = [];
for (let i = 0; i < 20000; i++) source.push("function f" + i + "(a) { return a + " + i + "; }");
source.push("let sum = 0; for (let i = 0; i < 20000; i += 100) sum += eval('f' + i)(1); sum;");
(0, eval)(source.join("\n"));
