// policy: production waive=engine,ceilings cpu_seconds=0.25
// outcome: limit memory
// by: rlimit
// why: with nobody else to stop it the process has not a page left, not even for its last message
let list = null;
for (;;) list = { list };
