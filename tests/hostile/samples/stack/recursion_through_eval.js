// policy: production call_depth=1000000
// outcome: threw RangeError
// why: the parser's frames come on top of the caller's
function deeper() {
  eval("deeper()");
}
deeper();
