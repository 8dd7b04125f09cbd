// policy: production
// outcome: completed 0
// why: a label is converted to text, which must not run what it holds
const label = {
  toString() {
    for (;;);
  },
};
console.count(label);
console.time(label);
console.timeEnd(label);
0;
