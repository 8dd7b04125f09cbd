// policy: production waive=engine cpu_seconds=0.25
// outcome: limit cpu
// by: psutil
// why: nested stars in an engine that never interrupts
/^((a*)*)*$/.test("a".repeat(40) + "b");
