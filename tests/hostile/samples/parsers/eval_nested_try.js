// policy: production
// outcome: threw RangeError
// why: try blocks in finally blocks
const source = "try{}finally{".repeat(100000) + "}".repeat(100000);
(0, eval)(source);
