// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: the plainest way to keep a processor busy
while (1);
