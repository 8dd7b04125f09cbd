// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: waiting for a moment that is an hour away uses CPU time all the while
const start = Date.now();
while (Date.now() < start + 3.6e6);
