// policy: production
// outcome: threw RangeError or threw SyntaxError
// why: calls in the arguments of calls
const source = "f(".repeat(300000) + ")".repeat(300000);
(0, eval)(source);
