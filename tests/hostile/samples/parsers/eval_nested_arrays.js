// policy: production
// outcome: threw RangeError
// why: the same with array literals
eval("[".repeat(1e6));
