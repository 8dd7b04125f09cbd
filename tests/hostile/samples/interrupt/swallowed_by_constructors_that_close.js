// policy: production cpu_seconds=0.1
// outcome: limit cpu
// by: engine or psutil
// why: constructors that read entries close their source after an error of their own
const entries = {
  [Symbol.iterator]: () => ({
    next: () => ({ done: false, value: 1 }),
    return() {
      for (;;);
    },
  }),
};
for (;;) {
  for (const make of [
    () => new Map(entries),
    () => Object.fromEntries(entries),
    () => new WeakSet(entries),
  ]) {
    try {
      make();
    } catch {
      continue;
    }
  }
}
