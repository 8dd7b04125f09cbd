// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: a loop hidden in a property that promise resolution reads from every object
Object.defineProperty(Object.prototype, "then", {
  get() {
    for (;;);
  },
});
Promise.resolve({});
