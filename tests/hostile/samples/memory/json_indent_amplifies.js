// policy: production
// outcome: limit memory
// by: engine
// why: indentation multiplies depth by elements
let nested = new Array(5000).fill(0);
for (let i = 0; i < 1000; i++) nested = [nested];
JSON.stringify(nested, null, 10).length;
