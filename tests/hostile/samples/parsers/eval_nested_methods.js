// policy: production
// outcome: threw RangeError
// why: methods in objects in methods
const source = "({a(){".repeat(100000) + "}})".repeat(100000);
(0, eval)(source);
