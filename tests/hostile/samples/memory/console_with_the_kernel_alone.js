// policy: production waive=engine,ceilings cpu_seconds=0.25
// outcome: limit memory
// by: rlimit
// why: the same where a line of text has to cross out of a full process
const hoard = [];
try {
  for (let i = 0; ; i++) hoard.push([i]);
} catch {
  console.log("x".repeat(1e4));
  for (;;) hoard.push([hoard]);
}
