// policy: production wall_seconds=60
// outcome: completed 141
// why: fifty pieces of code of fifty kilobytes each, all different: looking at them has its share of the time, no more
let sum = 0;
for (let i = 0; i < 50; i++) {
  const line = `function f${i}(a) { if (a > ${i}) { return a + 'x'; } else { throw new Error('y' + a); } }\n`;
  sum += (0, eval)(line.repeat(600) + `f${i}(${i + 1}).length`);
}
sum;
