// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: an unhandled rejection is reported like a thrown value, with the same traps
Promise.reject({
  get a() {
    for (;;);
  },
});
1;
