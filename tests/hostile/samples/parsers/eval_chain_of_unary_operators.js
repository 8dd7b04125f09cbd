// policy: production
// outcome: threw RangeError
// why: operators that bind to the right
eval("!".repeat(1e6) + "1");
