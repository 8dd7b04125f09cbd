// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: dividing long numbers takes the product of their lengths, in one native call
const large = 1n << 1000000n;
const small = (1n << 500000n) - 1n;
for (;;) large % small;
