// policy: production call_depth=1000000
// outcome: threw RangeError
// why: native frames between the calls are larger than those of calls
function deeper() {
  [1].map(deeper);
}
deeper();
