// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: forEach skips what is not there, so the callback that could be asked is never called
Array.prototype.forEach.call({ length: 2 ** 53 - 1 }, () => 1);
