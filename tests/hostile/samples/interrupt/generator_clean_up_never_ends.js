// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: leaving a for-of closes the generator, and its finally block loops
function* numbers() {
  try {
    yield 1;
  } finally {
    for (;;);
  }
}
for (const number of numbers()) break;
