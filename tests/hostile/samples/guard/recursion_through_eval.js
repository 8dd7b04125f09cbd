// policy: production call_depth=20
// outcome: limit call_depth
// by: guard
// why: every level is made anew from text, indirect and direct in turn
globalThis.deeper = function () {
  try {
    eval("(0, eval)('deeper()')");
  } catch {
    deeper();
  }
};
deeper();
