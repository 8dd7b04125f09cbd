// policy: production cpu_seconds=0.1
// outcome: limit cpu
// by: engine or psutil
// why: a pattern that fails closes the iterator that it reads from
const source = {
  [Symbol.iterator]: () => ({
    next: () => ({ done: false, value: undefined }),
    return() {
      for (;;);
    },
  }),
};
for (;;) {
  try {
    const [{ missing }] = source;
  } catch {
    continue;
  }
}
