// policy: development cpu_seconds=0.15
// outcome: limit cpu
// by: psutil
// why: fill believes the length of any object and adds property after property in one native call
Array.prototype.fill.call({ length: 2 ** 53 - 1 }, 0);
