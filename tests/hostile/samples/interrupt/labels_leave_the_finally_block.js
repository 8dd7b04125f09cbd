// policy: production cpu_seconds=0.1
// outcome: limit cpu
// by: engine or psutil
// why: a labelled continue out of a finally block, through two loops, drops the pending exception
outer: for (;;) {
  for (;;) {
    try {
      for (;;);
    } finally {
      continue outer;
    }
  }
}
