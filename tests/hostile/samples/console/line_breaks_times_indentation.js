// policy: production
// outcome: completed 0
// why: every line break of a text is followed by the indentation, so it grows
for (let i = 0; i < 50; i++) console.group();
for (let i = 0; i < 100; i++) console.log("\n".repeat(1e6));
0;
