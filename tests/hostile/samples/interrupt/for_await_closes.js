// policy: production cpu_seconds=0.1
// outcome: limit cpu
// by: engine or psutil
// why: an asynchronous iterator that loops while it is closed, and one that is made anew each time
const source = {
  [Symbol.asyncIterator]: () => ({
    next: async () => ({ done: false }),
    return: async () => {
      for (;;);
    },
  }),
};
(async () => {
  for (;;) {
    try {
      for await (const _ of source) throw 1;
    } catch {
      continue;
    }
  }
})();
