// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: the same with for-await over a generator that never ends
(async () => {
  async function* endless() {
    for (;;) yield;
  }
  for await (const _ of endless());
})();
