// policy: production
// outcome: completed 0
// console: 1 kept, 0 dropped
// why: a million levels of indentation would make one short line a long one
for (let i = 0; i < 1e6; i++) console.group();
console.log("deep");
0;
