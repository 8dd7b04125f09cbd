// policy: production
// outcome: threw RangeError
// why: an index in an index
const source = "a[".repeat(300000) + "0" + "]".repeat(300000);
(0, eval)(source);
