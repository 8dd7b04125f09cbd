// policy: production cpu_seconds=10 wall_seconds=60
// outcome: completed 799980000
// why: direct, indirect and by constructors, each text a new one
let sum = 0;
for (let i = 0; i < 20000; i++) {
  sum += eval("i+" + i) + (0, eval)("1+" + i) + new Function("return " + i)();
}
sum;
