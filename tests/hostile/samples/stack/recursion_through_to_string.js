// policy: production call_depth=1000000
// outcome: threw RangeError
// why: converting to text converts to text
const object = { toString: () => "" + object };
"" + object;
