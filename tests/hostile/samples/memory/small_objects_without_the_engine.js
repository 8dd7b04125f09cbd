// policy: production waive=engine
// outcome: limit memory
// by: rlimit or psutil
// why: the same from the heap, which grows by small steps
let list = null;
for (;;) list = { list };
