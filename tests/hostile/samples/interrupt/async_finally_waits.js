// policy: production cpu_seconds=0.1
// outcome: limit cpu
// by: engine or psutil
// why: an async function that is interrupted waits in its finally block, and goes on in another job
const again = async () => {
  for (;;) {
    try {
      for (;;);
    } finally {
      await undefined;
      continue;
    }
  }
};
again();
