// policy: development
// outcome: completed 100000
// why: whatever it takes to end a large heap belongs to the run that made it
globalThis.hoard = [];
for (let i = 0; i < 1e5; i++) hoard.push(new Array(100).fill(i));
hoard.length;
