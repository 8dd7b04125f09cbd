// policy: production
// outcome: completed 0
// console: 2 kept, 0 dropped
// why: showing a rope must not make all of its text to show the first part of it
let rope = "z".repeat(1000);
for (let i = 0; i < 14; i++) rope = rope + rope;
console.log(rope);
console.log({ rope });
0;
