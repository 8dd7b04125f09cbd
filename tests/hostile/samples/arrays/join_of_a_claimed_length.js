// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: psutil
// why: join believes the length of any object, here four billion, inside one native call
Array.prototype.join.call({ length: 2 ** 32 }, "");
