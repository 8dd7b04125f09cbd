// policy: production cpu_seconds=0.1
// outcome: limit cpu
// by: engine or psutil
// why: a delegate that cannot take an error is closed, and the error for that outranks what closing throws
const delegate = {
  [Symbol.iterator]: () => delegate,
  next: () => ({ done: false }),
  return() {
    for (;;);
  },
};
const outer = function* () {
  yield* delegate;
};
for (;;) {
  const generator = outer();
  generator.next();
  try {
    generator.throw(1);
  } catch {
    continue;
  }
}
