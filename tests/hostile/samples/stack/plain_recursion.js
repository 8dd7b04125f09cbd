// policy: production call_depth=1000000
// outcome: threw RangeError
// why: a function that calls itself
function deeper() {
  deeper();
}
deeper();
