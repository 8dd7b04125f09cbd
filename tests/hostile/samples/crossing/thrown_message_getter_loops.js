// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: an error's message can be an accessor
throw Object.defineProperty(new Error(), "message", {
  get() {
    for (;;);
  },
});
