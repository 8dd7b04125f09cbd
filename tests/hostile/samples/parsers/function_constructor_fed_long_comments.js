// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: psutil
// why: the same through the Function constructor, which parses its text twice
const comment = "/*" + " ".repeat(5e6) + "*/";
for (;;) new Function(comment);
