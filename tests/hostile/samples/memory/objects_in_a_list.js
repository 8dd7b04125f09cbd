// policy: production
// outcome: limit memory
// by: engine
// why: the same with linked objects
let list = null;
for (;;) list = { list };
