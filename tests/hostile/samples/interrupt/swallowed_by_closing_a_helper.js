// policy: production cpu_seconds=0.1
// outcome: limit cpu
// by: engine or psutil
// why: closing an iterator helper closes what is below it, and an older error outranks that
const below = {
  __proto__: Iterator.prototype,
  next: () => ({ done: false, value: 1 }),
  return() {
    for (;;);
  },
};
for (;;) {
  try {
    below.map(() => {
      throw 1;
    }).next();
  } catch {
    continue;
  }
}
