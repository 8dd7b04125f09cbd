// policy: production loop_iterations=1000
// outcome: limit loop_iterations
// by: guard
// why: each loop alone stays below the limit
const text = "x".repeat(300);
const list = [...text];
outer: for (let i = 0; i < 300; i++) continue outer;
for (const value of list) value;
for (const key in list) key;
let n = 300;
while (n--);
do n++;
while (n < 300);
"alive";
