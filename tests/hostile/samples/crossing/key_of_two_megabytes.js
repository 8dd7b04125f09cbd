// policy: production
// outcome: limit output
// by: engine
// why: a key is text too
({ ["k".repeat(2e6)]: 1 });
