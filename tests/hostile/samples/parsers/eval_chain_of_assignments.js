// policy: production
// outcome: threw RangeError
// why: assignments to the right
const source = "a=".repeat(300000) + "1";
(0, eval)(source);
