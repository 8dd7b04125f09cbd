// policy: production cpu_seconds=0.5
// outcome: limit cpu or limit memory
// by: engine or psutil
// why: four billion holes become four billion values when they are spread
const hollow = [];
hollow.length = 2 ** 32 - 1;
[...hollow];
