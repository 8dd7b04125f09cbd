// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: the specifier and the options of import() are converted, and the error for that becomes a rejection
const loops = {
  toString() {
    for (;;);
  },
};
(async () => {
  for (;;) {
    await import(loops).catch(() => 1);
    await import("x", { get with() { for (;;); } }).catch(() => 1);
  }
})();
