// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: the thrown value crosses too, and its accessors are guest code
throw {
  get a() {
    for (;;);
  },
};
