// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: the same trick while the value is read: an interruption that comes back as a rejection
({
  get a() {
    for (;;) {
      new Promise(() => {
        for (;;);
      });
    }
  },
});
