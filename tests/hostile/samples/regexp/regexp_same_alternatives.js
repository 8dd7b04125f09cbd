// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: both alternatives match the same character
/^(?:x|x)*y$/.test("x".repeat(40));
