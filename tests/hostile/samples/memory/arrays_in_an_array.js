// policy: production
// outcome: limit memory
// by: engine
// why: small honest allocations until the heap is full
const hoard = [];
for (;;) hoard.push(new Array(1000).fill(7));
