// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: iterating over a sparse array gives every hole, each as a step of guest code
const hollow = [];
hollow.length = 2 ** 32 - 1;
for (const _ of hollow);
