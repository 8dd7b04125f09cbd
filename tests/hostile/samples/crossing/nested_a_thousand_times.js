// policy: production
// outcome: limit output
// by: engine
// why: deep values break readers that recurse
let nested = [];
for (let i = 0; i < 1000; i++) nested = [nested];
nested;
