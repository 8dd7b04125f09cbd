// policy: production call_depth=1000000
// outcome: threw RangeError
// why: constructing constructs
function Deeper() {
  return Reflect.construct(Deeper, []);
}
new Deeper();
