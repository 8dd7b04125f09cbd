// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: an async function that is interrupted must not reject its promise with the interruption
(async () => {
  for (;;) {
    try {
      await (async () => {
        for (;;);
      })();
    } catch {
      // go on
    }
  }
})();
