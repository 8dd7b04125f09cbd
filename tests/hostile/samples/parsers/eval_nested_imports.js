// policy: production
// outcome: threw RangeError
// why: import() in the argument of import()
const source = "import(".repeat(200000) + "1" + ")".repeat(200000);
(0, eval)(source);
