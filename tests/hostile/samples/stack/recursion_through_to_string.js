// policy: production
// outcome: threw RangeError
// why: converting to text converts to text
const object = { toString: () => "" + object };
"" + object;
