// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: a timer may be given source text, which is compiled each time
setInterval("1 + 1", 0);
