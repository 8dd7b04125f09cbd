// policy: production cpu_seconds=0.1
// outcome: limit cpu
// by: engine or psutil
// why: what clean-up functions throw is collected into one error, and the next clean-up still runs
for (;;) {
  const stack = new DisposableStack();
  for (let i = 0; i < 3; i++) {
    stack.adopt(i, () => {
      for (;;);
    });
  }
  try {
    stack.dispose();
  } catch (error) {
    error.suppressed?.suppressed;
  }
}
