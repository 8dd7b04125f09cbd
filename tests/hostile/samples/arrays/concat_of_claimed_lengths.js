// policy: production cpu_seconds=0.15
// outcome: limit cpu or threw TypeError
// by: engine or psutil
// why: lengths are added up and may pass the greatest one; each hole is looked for all the same
const hollow = { length: 2 ** 53 - 2, [Symbol.isConcatSpreadable]: true };
[].concat(hollow, hollow);
