// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: a thousand times a thousand times nothing, with a choice each time
/(?:(?:(?:a?){30}){30}){30}b/.test("a".repeat(20));
