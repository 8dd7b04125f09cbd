// policy: production
// outcome: limit call_depth
// by: guard
// why: catch, finally with return, and a loop around it all: none of them may go on after the guard
function deeper() {
  for (;;) {
    try {
      deeper();
    } catch {
      continue;
    } finally {
      return deeper();
    }
  }
}
for (;;) {
  try {
    deeper();
  } catch {
    continue;
  }
}
