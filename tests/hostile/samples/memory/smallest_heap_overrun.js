// policy: production heap_bytes=1048576
// outcome: limit memory
// by: engine
// why: under the smallest heap there may be no room left even for an error object
const hoard = [];
for (;;) hoard.push([]);
