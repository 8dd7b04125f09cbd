// policy: production cpu_seconds=0.1
// outcome: limit cpu
// by: engine or psutil
// why: a generator that is interrupted yields from its finally block, and the loop around it goes on
const source = function* () {
  for (;;) {
    try {
      for (;;);
    } finally {
      yield 1;
    }
  }
};
for (;;) for (const _ of source());
