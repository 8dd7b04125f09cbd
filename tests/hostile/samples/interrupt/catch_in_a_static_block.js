// policy: production cpu_seconds=0.1
// outcome: limit cpu
// by: engine or psutil
// why: a class whose static block catches, in a loop that makes the class again
for (;;) {
  class Mine {
    static {
      try {
        for (;;);
      } catch {
        Mine.escaped = true;
      }
    }
  }
}
