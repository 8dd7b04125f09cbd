// policy: production
// outcome: limit output
// by: engine
// why: the same, deep enough to break the writer
let nested = {};
for (let i = 0; i < 1e5; i++) nested = { nested };
nested;
