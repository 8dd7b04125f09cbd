// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: a backreference can ask whether a length is a prime number, by trying
/^(..+?)\1+$/.test("a".repeat(99991));
