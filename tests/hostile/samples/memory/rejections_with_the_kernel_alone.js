// policy: production waive=engine,ceilings cpu_seconds=0.25
// outcome: limit memory
// by: rlimit
// why: the same where it is our own note of a rejection for which there is no memory
const hoard = [];
try {
  for (;;) hoard.push(new Array(1000).fill(0));
} catch {
  // full
}
for (;;) Promise.reject(0);
