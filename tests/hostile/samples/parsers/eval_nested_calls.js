// policy: production
// outcome: threw RangeError
// why: calls in the arguments of calls
const source = "f(".repeat(300000) + ")".repeat(300000);
(0, eval)(source);
