// policy: production cpu_seconds=0.1
// outcome: limit cpu
// by: engine or psutil
// why: Array.fromAsync turns whatever its source throws into a rejection
const source = {
  get length() {
    for (;;);
  },
};
(async () => {
  for (;;) await Array.fromAsync(source).catch(() => undefined);
})();
