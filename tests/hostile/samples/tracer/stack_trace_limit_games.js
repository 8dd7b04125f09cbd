// policy: production
// outcome: completed [[0,1,2,3,10,42,42,0,0,2,0,0,0,0,0],0]
// why: a limit that is a getter, infinite, negative, or not there
const lengths = [];
const lines = (e) => String(e.stack).split("\n").filter(Boolean).length;
function f(n) {
  if (n) return (() => f(n - 1))();
  return lines(new Error("x"));
}
for (const limit of [0, 1, 2, 3, 10, 50, Infinity, -1, NaN, "2", undefined, null]) {
  Error.stackTraceLimit = limit;
  lengths.push(f(20));
}
delete Error.stackTraceLimit;
lengths.push(f(20));
let asked = 0;
Object.defineProperty(Error, "stackTraceLimit", { get: () => ++asked, configurable: true });
lengths.push(f(20), f(20));
[lengths, asked];
