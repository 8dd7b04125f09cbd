// policy: production cpu_seconds=0.1
// outcome: limit cpu
// by: engine or psutil
// why: a comparator that catches what its own loop is stopped with, called from native code many times
const numbers = Array.from({ length: 1000 }, (_, i) => -i);
for (;;) {
  numbers.sort(() => {
    try {
      for (;;);
    } catch {
      return 1;
    }
  });
}
