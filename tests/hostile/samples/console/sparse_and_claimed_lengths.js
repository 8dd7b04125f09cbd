// policy: production cpu_seconds=0.5
// outcome: completed 0
// console: 3 kept, 0 dropped
// why: showing an array must not visit its holes, nor believe a length
const hollow = [];
hollow[2 ** 32 - 2] = 1;
console.log(hollow);
console.log({ length: 2 ** 53 - 1 }, Object.setPrototypeOf({ length: 5 }, Array.prototype));
console.log([hollow, hollow, Array(1e6)]);
0;
