// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: psutil
// why: decimal digits of the largest bigint take quadratic time, natively, over and over
const number = (1n << 1000000n) - 1n;
for (;;) number.toString();
