// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: two lengths whose sum is no number any more; the holes of the first are looked for one by one
const hollow = { length: 2 ** 53 - 2, [Symbol.isConcatSpreadable]: true };
[].concat(hollow, hollow);
