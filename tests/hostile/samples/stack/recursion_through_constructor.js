// policy: production
// outcome: threw RangeError
// why: constructing constructs
function Deeper() {
  return Reflect.construct(Deeper, []);
}
new Deeper();
