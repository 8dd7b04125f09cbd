// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: an interruption that guest code could catch would be no interruption
for (;;) {
  try {
    for (;;);
  } catch (error) {
    // go on
  }
}
