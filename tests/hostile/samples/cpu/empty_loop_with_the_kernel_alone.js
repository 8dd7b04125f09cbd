// policy: production waive=engine,ceilings cpu_seconds=0.25
// outcome: limit cpu
// by: rlimit
// why: the same with nobody watching from outside either
while (1);
