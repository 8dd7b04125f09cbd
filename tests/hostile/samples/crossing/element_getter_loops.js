// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: an element of an array can be an accessor too
Object.defineProperty([1, 2, 3], 1, {
  enumerable: true,
  get() {
    for (;;);
  },
});
