// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: the same while an error is described
throw Object.defineProperty(new Error(), "message", {
  get() {
    for (;;) {
      new Promise(() => {
        for (;;);
      });
    }
  },
});
