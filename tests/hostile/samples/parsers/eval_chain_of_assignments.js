// policy: production
// outcome: threw RangeError or threw SyntaxError
// why: assignments to the right
const source = "a=".repeat(300000) + "1";
(0, eval)(source);
