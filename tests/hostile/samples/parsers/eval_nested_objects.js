// policy: production
// outcome: threw RangeError
// why: object literals in each other; a parser that looks ahead for a pattern does so on each level
const source = "(" + "{a:".repeat(200000) + "1" + "}".repeat(200000) + ")";
(0, eval)(source);
