// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: a lookahead is matched by the same machine, which must ask for the time in there too
/(?=(?:a+)+$)/.test("a".repeat(40) + "b");
