// policy: production
// outcome: completed 99990000
// why: each piece of code is unlike the others, and each has its own text
let sum = 0;
for (let i = 0; i < 10000; i++) sum += eval("i + " + i);
sum;
