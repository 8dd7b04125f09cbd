// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: five characters name a class of hundreds of ranges, which is written out each time
for (;;) new RegExp("\\p{L}".repeat(500), "u");
