// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: psutil
// why: thirty arrays, each holding the one before twice, are a billion leaves when written out
let bomb = [1];
for (let i = 0; i < 30; i++) bomb = [bomb, bomb];
JSON.stringify(bomb);
