// policy: production cpu_seconds=0.1
// outcome: limit cpu
// by: engine or psutil
// why: looking up a name inside with asks the object, whose answer takes for ever
const scope = {
  name1: 1,
  get [Symbol.unscopables]() {
    for (;;);
  },
};
for (;;) {
  with (scope) {
    try {
      name1;
    } catch {
      name1 = 2;
    }
  }
}
