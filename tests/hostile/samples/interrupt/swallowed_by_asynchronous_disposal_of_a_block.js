// policy: production cpu_seconds=0.1
// outcome: limit cpu
// by: engine or psutil
// why: await using waits for the clean-up and wraps its errors, in a job of its own
const resource = {
  async [Symbol.asyncDispose]() {
    for (;;);
  },
};
(async () => {
  for (;;) {
    try {
      await using first = resource;
      await using second = resource;
    } catch {
      continue;
    }
  }
})();
