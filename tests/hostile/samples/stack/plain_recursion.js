// policy: production
// outcome: threw RangeError
// why: a function that calls itself
function deeper() {
  deeper();
}
deeper();
