// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: psutil
// why: native work on a long text in each turn, and the engine asks after ten thousand turns
for (;;) new Date("x".repeat(5e6));
