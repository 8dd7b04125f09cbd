// policy: production
// outcome: threw RangeError
// why: else if, a hundred thousand times
const source = "if(0);else ".repeat(100000) + ";";
(0, eval)(source);
