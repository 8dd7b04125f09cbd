// policy: production call_depth=1000000
// outcome: threw RangeError
// why: each generator hands over to a new one before it yields
function* deeper() {
  yield* deeper();
}
deeper().next();
