// policy: production waive=engine cpu_seconds=0.25
// outcome: limit memory
// by: rlimit
// why: an engine without a limit meets the kernel's; that must look like memory, not like a forbidden system call
const hoard = [];
for (;;) hoard.push(new Uint8Array(1e6));
