// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: sorting first collects what is there, from an object that claims to be endless
Array.prototype.sort.call({ length: 2 ** 53 - 1 });
