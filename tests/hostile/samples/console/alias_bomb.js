// policy: production
// outcome: completed 0
// why: showing shared parts again and again must stop at the space that a line has
let bomb = [1, 2, 3];
for (let i = 0; i < 50; i++) bomb = new Array(100).fill(bomb);
console.log(bomb);
console.log("%o %j", bomb, bomb);
0;
