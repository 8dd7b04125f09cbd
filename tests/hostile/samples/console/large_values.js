// policy: production
// outcome: completed 0
// why: a value with millions of parts is shown in part, and not visited in full
console.log(new Array(2e6).fill(7));
console.log(new Array(2 ** 32 - 1));
console.log(new Uint8Array(2e7));
console.log(new Map(Array.from({ length: 1e5 }, (_, i) => [i, i])));
0;
