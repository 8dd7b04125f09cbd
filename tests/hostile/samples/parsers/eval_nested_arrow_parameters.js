// policy: production
// outcome: threw RangeError
// why: each parameter has an arrow function as its default, so each parenthesis must be read twice
const source = "(a=".repeat(200000) + "1" + ")=>1".repeat(200000);
(0, eval)(source);
