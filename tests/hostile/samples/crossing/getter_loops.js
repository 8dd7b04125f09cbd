// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: the program has ended, and reading its value starts it again
({
  get a() {
    while (1);
  },
});
