// policy: production
// outcome: completed "done"
// console: 5 kept, 95 dropped
// why: a hundred lines of thirty million characters: each is cut, the rest is counted
const line = "x".repeat(3e7);
for (let i = 0; i < 100; i++) console.log(line);
("done");
