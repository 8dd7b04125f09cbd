// policy: production
// outcome: completed [[true],true,100,"1970-01-01T00:00:00.000Z","string",true]
// why: looks for the time that looking on takes
const dates = [];
const gaps = new Set();
let last = performance.now();
for (let i = 0; i < 5000; i++) {
  const before = Date.now();
  (() => { let s = ""; for (let j = 0; j < 3; j++) s += j; return s; })();
  const now = performance.now();
  gaps.add(now >= last && Date.now() - before < 10);
  last = now;
}
const chance = Math.random();
[[...gaps], chance >= 0 && chance < 1, new Set(Array.from({ length: 100 }, Math.random)).size, new Date(0).toISOString(), typeof Date(), Date.now() <= +new Date() + 1];
