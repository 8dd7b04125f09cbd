// policy: production call_depth=1000000
// outcome: threw RangeError
// why: the comparator sorts
function compare() {
  [2, 1].sort(compare);
  return 0;
}
compare();
