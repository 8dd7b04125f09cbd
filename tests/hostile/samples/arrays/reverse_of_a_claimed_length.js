// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: psutil
// why: reverse looks at both ends of an object that claims to be endless and finds nothing to swap
Array.prototype.reverse.call({ length: 2 ** 53 - 1 });
