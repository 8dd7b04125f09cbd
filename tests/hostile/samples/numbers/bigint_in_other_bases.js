// policy: production cpu_seconds=0.25
// outcome: limit cpu
// by: engine or psutil
// why: writing a number in a base that is no power of two takes quadratic time
for (let base = 3; ; base = base === 35 ? 3 : base + 2) ((1n << 1000000n) - 1n).toString(base);
