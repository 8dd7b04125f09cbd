// policy: production cpu_seconds=0.15
// kind: module
// outcome: limit cpu
// by: engine
// why: a module's top level can wait too
for (;;) await null;
