// policy: production
// outcome: completed "done"
// console: 1000 kept, 999000 dropped
// why: a million lines: what is not kept must not cost us anything
for (let i = 0; i < 1e6; i++) console.log(i);
("done");
