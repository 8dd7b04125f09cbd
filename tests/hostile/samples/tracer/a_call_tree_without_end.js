// policy: production
// outcome: completed 133749
// why: paths through functions that are all different, far more than a trace keeps
const fs = Array.from({ length: 50 }, (_, i) => new Function("n", "seed", "fs", `return n ? 1 + fs[seed % 50](n - 1, (seed * 31 + ${i}) % 1000003, fs) : ${i}`));
let sum = 0;
for (let i = 0; i < 3000; i++) sum += fs[i % 50](20, i, fs);
sum;
