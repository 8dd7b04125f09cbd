// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: psutil
// why: skipping a comment costs no memory, only time, and the loop around it turns too slowly to be asked
const comment = "/*" + " ".repeat(5e6) + "*/";
for (;;) eval(comment);
