// policy: production
// outcome: completed [[0,1,2],3000]
// why: variables of suspended generators are reached through closures only, while the collector runs
const readers = [];
const make = function* (i) {
  let kept = { i };
  readers.push(() => kept.i);
  yield;
  kept = null;
};
for (let i = 0; i < 3000; i++) {
  make(i).next();
  const cycle = {};
  cycle.cycle = [cycle, make, readers];
}
[readers.slice(0, 3).map((read) => read()), readers.length];
