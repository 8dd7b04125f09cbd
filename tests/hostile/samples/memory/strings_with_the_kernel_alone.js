// policy: production waive=engine,ceilings cpu_seconds=0.25
// outcome: limit memory
// by: rlimit
// why: the same with blocks of all sizes
const hoard = [];
for (let i = 1; ; i = (i * 3) % 65537) hoard.push("x".repeat(i));
