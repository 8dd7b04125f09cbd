// policy: development cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: nested stars on two million characters, with room enough for the backtrack stack
/(?:(?:(?:a|b)*)*)*c/.test("ab".repeat(1e6));
