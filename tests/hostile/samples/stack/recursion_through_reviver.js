// policy: production call_depth=1000000
// outcome: threw RangeError
// why: JSON calls back while it reads
function revive() {
  return JSON.parse("[1]", revive);
}
revive();
