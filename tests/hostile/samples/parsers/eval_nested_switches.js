// policy: production
// outcome: threw RangeError
// why: switch statements in the clauses of switch statements
const source = "switch(1){case 1:".repeat(100000) + "}".repeat(100000);
(0, eval)(source);
