// policy: production
// outcome: threw RangeError
// why: a conditional expression in the last branch of a conditional expression
const source = "1?1:".repeat(300000) + "1";
(0, eval)(source);
