// policy: production
// outcome: threw RangeError or threw SyntaxError
// why: arrow functions whose bodies are arrow functions
const source = "x=>".repeat(200000) + "1";
(0, eval)(source);
