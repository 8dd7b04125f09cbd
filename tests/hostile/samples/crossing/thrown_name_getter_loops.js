// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: and so can its name
class Trap extends Error {
  get name() {
    for (;;);
  }
}
throw new Trap();
