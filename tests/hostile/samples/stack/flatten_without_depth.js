// policy: production
// outcome: threw RangeError
// why: flat follows arrays as deep as they go
let nested = [];
for (let i = 0; i < 3e5; i++) nested = [nested];
nested.flat(Infinity);
