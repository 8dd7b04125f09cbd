// policy: production loop_iterations=1000
// outcome: limit loop_iterations
// by: guard
// why: the guard's error is met by a finally that wants to go on
function* spin() {
  for (;;) {
    try {
      yield;
    } finally {
      continue;
    }
  }
}
for (const value of spin()) value;
