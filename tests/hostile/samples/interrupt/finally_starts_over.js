// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: a continue in a finally block drops the pending exception
for (;;) {
  try {
    for (;;);
  } finally {
    continue;
  }
}
