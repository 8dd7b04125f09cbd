// policy: production cpu_seconds=0.1
// outcome: limit cpu
// by: engine or psutil
// why: code in code in code, each with a catch of its own
let source = "for (;;);";
for (let i = 0; i < 6; i++) source = `try { eval(${JSON.stringify(source)}) } catch {} finally {}`;
for (;;) eval(source);
