// policy: production
// outcome: threw RangeError or threw SyntaxError
// why: yield in yield
const source = "(function* () {" + "yield ".repeat(300000) + "})";
(0, eval)(source);
