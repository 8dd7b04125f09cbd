// policy: production
// outcome: limit memory
// by: engine
// why: large blocks come from mmap, not from the heap; running out must not look like an attack
const hoard = [];
for (;;) hoard.push(new Uint8Array(1e6));
