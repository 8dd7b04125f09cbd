// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: a loop of innocent multiplications whose numbers get longer and longer
let product = 1n;
for (let i = 1n; ; i++) product = (product * i) % (1n << 900000n);
