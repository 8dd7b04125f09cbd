// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: a search backwards through nine quadrillion holes
Array.prototype.lastIndexOf.call({ length: 2 ** 53 - 1 }, 1);
