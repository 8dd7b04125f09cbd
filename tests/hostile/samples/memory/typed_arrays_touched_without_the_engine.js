// policy: production waive=engine cpu_seconds=0.25
// outcome: limit memory
// by: rlimit or psutil
// why: the same with every page really used, so that the sampler may see it first
const hoard = [];
for (;;) hoard.push(new Uint8Array(1e6).fill(1));
