// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: the value of a promise crosses in the place of the promise
(async () => ({
  get a() {
    for (;;);
  },
}))();
