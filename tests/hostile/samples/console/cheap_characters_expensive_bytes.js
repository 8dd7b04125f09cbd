// policy: production
// outcome: completed "done"
// console: 5 kept, 95 dropped
// why: the ceiling counts bytes, not characters
for (let i = 0; i < 100; i++) console.log("€".repeat(1e5));
("done");
