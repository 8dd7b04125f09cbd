// policy: production cpu_seconds=10 wall_seconds=60
// outcome: completed 200
// why: two hundred pieces of code of a megabyte each: more than the tracer may keep
let sum = 0;
for (let i = 0; i < 200; i++) sum += (0, eval)("/*" + "x".repeat(1000000) + i + "*/ 1");
sum;
