// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: looking behind matches backwards, and can be made to try every way just as well
/(?<=^(?:a+)+)c/.test("b" + "a".repeat(40) + "c");
