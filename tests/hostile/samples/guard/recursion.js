// policy: production
// outcome: limit call_depth
// by: guard
// why: a function that calls itself is ended long before the engine's stack is
function deeper() {
  deeper();
}
deeper();
