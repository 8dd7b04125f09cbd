// policy: production
// outcome: limit output
// by: engine
// why: a rope of half a gigabyte takes hardly any memory, until somebody asks for its text
let rope = "x".repeat(1000);
for (let i = 0; i < 19; i++) rope += rope;
rope;
