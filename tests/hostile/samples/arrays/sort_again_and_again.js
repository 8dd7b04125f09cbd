// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: psutil
// why: sort without a comparator converts and compares natively, a tenth of a second at a time
const numbers = Array.from({ length: 2e5 }, (_, i) => (i * 7919) % 200003);
for (let i = 0; i < 30; i++) numbers.slice().sort();
