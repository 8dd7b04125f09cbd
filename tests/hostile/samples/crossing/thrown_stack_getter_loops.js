// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: and so can its stack
const error = new Error("look at my stack");
Object.defineProperty(error, "stack", {
  get() {
    for (;;);
  },
});
throw error;
