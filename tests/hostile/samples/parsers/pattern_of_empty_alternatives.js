// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: each of many alternatives moves the code of all that follow, natively and in one call
new RegExp("|".repeat(300000)).test("a");
