// policy: production
// outcome: threw RangeError
// why: an operator that binds to the right, in the middle
eval("1" + "**1".repeat(1e6));
