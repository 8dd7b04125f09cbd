// policy: production
// outcome: completed 0
// why: a value that is deeper than the stack is shown in part
let nested = [];
for (let i = 0; i < 1e5; i++) nested = [nested];
console.log(nested);
console.log("%o", nested);
0;
