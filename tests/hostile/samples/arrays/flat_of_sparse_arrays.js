// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: flattening an array of four billion holes visits each of them
const hollow = [];
hollow.length = 2 ** 32 - 1;
[hollow].flat();
