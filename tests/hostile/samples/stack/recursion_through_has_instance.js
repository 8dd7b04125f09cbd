// policy: production call_depth=1000000
// outcome: threw RangeError
// why: instanceof asks instanceof
const object = { [Symbol.hasInstance]: () => 1 instanceof object };
1 instanceof object;
