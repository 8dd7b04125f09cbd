// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: copying within an object of nine quadrillion holes deletes one property after the other
Array.prototype.copyWithin.call({ length: 2 ** 53 - 1 }, 0, 1);
