// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: stars inside stars
/^((a*)*)*$/.test("a".repeat(40) + "b");
