// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: the trap lies in what caused the error
throw new Error("x", {
  cause: {
    get why() {
      for (;;);
    },
  },
});
