// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: a sparse array with two elements, four billion apart
const hollow = [2];
hollow[2 ** 32 - 2] = 1;
hollow.sort();
