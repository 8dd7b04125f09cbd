// policy: production
// outcome: limit memory
// by: engine
// why: the same with text that is different each time
const hoard = new Map();
for (let i = 0; ; i++) hoard.set("key number " + i, "value number " + i);
