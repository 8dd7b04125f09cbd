// policy: production call_depth=1000000 cpu_seconds=0.1
// outcome: limit cpu
// by: engine or psutil
// why: catch blocks on every level of a recursion that fills the stack, each with a loop in it
const dive = () => {
  try {
    dive();
  } catch {
    for (;;);
  } finally {
    for (;;);
  }
};
for (;;) dive();
