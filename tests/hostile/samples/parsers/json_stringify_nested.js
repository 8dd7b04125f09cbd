// policy: production
// outcome: threw RangeError
// why: the same in the other direction
let nested = [];
for (let i = 0; i < 3e5; i++) nested = [nested];
JSON.stringify(nested);
