// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: compiling is native work that grows with the text
for (;;) new RegExp("(a|b)*".repeat(30) + "x".repeat(2000));
