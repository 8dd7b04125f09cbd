// policy: production
// outcome: completed [[1,160030],20000,"xy"]
// why: a column beyond what fits in sixteen bits, and pieces of code on one line of a megabyte
const long = "/*" + "\u{1f600}".repeat(40000) + "*/";
const column = (e) => e.stack.match(/:(\d+):(\d+)\)?$/m)?.slice(1).map(Number);
const far = (0, eval)(long + "(() => { try { throw new Error(1) } catch (e) { return e } })()");
const calls = (0, eval)("let o = 0, g = (x) => x;" + "o += g(1);".repeat(20000) + "o");
const names = (0, eval)("var " + "a".repeat(100000) + " = 'x'; " + "a".repeat(100000) + " += 'y'");
[column(far), calls, names];
