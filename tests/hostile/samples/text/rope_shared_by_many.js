// policy: production
// outcome: completed [16384,true,"b"]
// why: the same rope is part of thousands of others, and is made flat from within one of them
let shared = "b".repeat(300);
shared += "c".repeat(300);
const ropes = [];
for (let i = 0; i < 16384; i++) ropes.push(shared + i);
shared.charCodeAt(400);
[ropes.length, ropes[77] === shared + 77, ropes[9][299]];
