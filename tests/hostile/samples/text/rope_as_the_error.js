// policy: production
// outcome: threw Error
// why: the message of an error is such a rope, of which a part is enough
let rope = "y".repeat(1000);
for (let i = 0; i < 12; i++) rope += rope;
throw new Error(rope);
