// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: without a first value, reduce looks for one, and looks, and looks
Array.prototype.reduceRight.call({ length: 2 ** 53 - 1 }, () => 1);
