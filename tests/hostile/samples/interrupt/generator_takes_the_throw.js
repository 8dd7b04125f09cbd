// policy: production cpu_seconds=0.1
// outcome: limit cpu
// by: engine or psutil
// why: a generator delegates to one that loops, and has a catch around that
const inner = function* () {
  try {
    yield 1;
  } catch {
    for (;;);
  }
};
const outer = function* () {
  for (;;) {
    try {
      yield* inner();
    } catch {
      continue;
    }
  }
};
for (;;) {
  const generator = outer();
  generator.next();
  generator.throw();
}
