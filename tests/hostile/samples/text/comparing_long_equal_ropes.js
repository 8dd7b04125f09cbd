// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: two texts that are equal to the last character are compared over and over
let first = "a".repeat(1000);
for (let i = 0; i < 12; i++) first += first;
const second = first.slice(1) + "a";
for (;;) if (first !== second) throw "not equal";
