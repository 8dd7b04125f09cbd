// policy: production waive=ceilings cpu_seconds=0.25
// outcome: limit cpu
// by: rlimit
// why: the same native call with nobody watching from outside: the kernel still counts its seconds
Array.prototype.join.call({ length: 2 ** 32 }, "");
