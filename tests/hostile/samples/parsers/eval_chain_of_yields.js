// policy: production
// outcome: threw RangeError
// why: yield in yield
const source = "(function* () {" + "yield ".repeat(300000) + "})";
(0, eval)(source);
