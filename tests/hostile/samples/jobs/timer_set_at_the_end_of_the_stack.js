// policy: production call_depth=1000000
// outcome: completed "fired"
// why: the stack runs out inside our own function, which must not be left half done
const dive = () => {
  try {
    dive();
  } finally {
    setTimeout(() => {}, 1);
  }
};
try {
  dive();
} catch {
  // too deep
}
new Promise((resolve) => setTimeout(() => resolve("fired"), 2));
