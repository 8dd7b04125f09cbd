// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: writing is no excuse for not ending
for (;;) console.error("again");
