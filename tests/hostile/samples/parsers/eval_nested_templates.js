// policy: production
// outcome: threw RangeError
// why: the same with template literals
eval("`${".repeat(1e5));
