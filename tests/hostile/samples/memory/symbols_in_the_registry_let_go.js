// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: registered symbols that nobody holds must not fill the memory up
for (let i = 0; ; i++) Symbol.for("symbol number " + i);
