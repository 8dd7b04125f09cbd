// policy: production
// outcome: threw RangeError
// why: arrow functions whose bodies are arrow functions
const source = "x=>".repeat(200000) + "1";
(0, eval)(source);
