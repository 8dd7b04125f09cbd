// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: includes looks at holes too, and compares each with what it looks for
Array.prototype.includes.call({ length: 2 ** 53 - 1 }, 1);
