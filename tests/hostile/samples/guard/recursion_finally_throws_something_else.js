// policy: production
// outcome: limit call_depth
// by: guard
// why: an error of its own in the place of the guard's
function deeper() {
  try {
    deeper();
  } finally {
    throw new Error("mine");
  }
}
try {
  deeper();
} catch (error) {
  error.message;
}
