// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: a comparator that works a little, called from native code half a million times
const numbers = Array.from({ length: 50000 }, (_, i) => (i * 7919) % 50000);
for (;;) numbers.toSorted((a, b) => { for (let i = 0; i < 50; i++); return a - b; });
