// policy: production loop_iterations=1000
// outcome: limit loop_iterations
// by: guard
// why: catch and finally around the loop and inside it
for (;;) {
  try {
    while (true) {
      try {
        continue;
      } finally {
        continue;
      }
    }
  } catch {
    continue;
  } finally {
    continue;
  }
}
