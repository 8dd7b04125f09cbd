// policy: production
// outcome: completed 900
// why: a thousand pieces of code of a quarter of a megabyte each, which a trace could keep
let sum = 0;
for (let i = 0; i < 900; i++) sum += (0, eval)("/*" + "x".repeat(250000) + i + "*/ 1");
sum;
