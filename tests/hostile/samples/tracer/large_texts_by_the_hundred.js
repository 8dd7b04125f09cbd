// policy: production cpu_seconds=10 wall_seconds=60
// outcome: completed 300
// why: three hundred pieces of code of a quarter of a megabyte each, which a trace could keep
let sum = 0;
for (let i = 0; i < 300; i++) sum += (0, eval)("/*" + "x".repeat(250000) + i + "*/ 1");
sum;
