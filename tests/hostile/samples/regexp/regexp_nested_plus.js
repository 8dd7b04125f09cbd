// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: two ways to match each character, and no match in the end: 2 to the 28th attempts
/^(a+)+$/.test("a".repeat(28) + "b");
