// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: comparing as people do normalises both texts each time
const first = "e\u0301".repeat(50000);
const second = "\u00e9".repeat(50000);
for (;;) if (first.localeCompare(second) !== 0) throw "unequal";
