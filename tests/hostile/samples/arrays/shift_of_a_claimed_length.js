// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: removing the first element moves all the others, of which there are none
Array.prototype.shift.call({ length: 2 ** 53 - 1 });
