// policy: production
// outcome: limit memory
// by: engine or psutil
// why: the same, with every page really used
const hoard = [];
for (;;) hoard.push(new Uint8Array(1e6).fill(1));
