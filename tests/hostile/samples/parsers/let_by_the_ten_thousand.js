// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: each let must be unlike all before it in its scope
(0, eval)("{" + Array.from({ length: 30000 }, (_, i) => `let v${i}`).join(";") + "}");
