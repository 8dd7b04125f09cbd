// policy: production
// outcome: limit memory
// by: engine
// why: the stack of a pattern that backtracks grows with its subject until the heap is full
/(?:(?:(?:a|b)*)*)*c/.test("ab".repeat(1e6));
