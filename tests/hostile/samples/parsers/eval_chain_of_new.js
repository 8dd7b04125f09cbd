// policy: production
// outcome: threw RangeError
// why: new new new
const source = "new ".repeat(300000) + "Object";
(0, eval)(source);
