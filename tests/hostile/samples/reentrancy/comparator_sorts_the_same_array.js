// policy: production
// outcome: completed [true,200]
// why: the comparator sorts the array that is being sorted, and reverses it
const numbers = Array.from({ length: 200 }, (_, i) => (i * 7919) % 200);
let calls = 0;
numbers.sort((a, b) => {
  if (calls++ < 20) numbers.sort((x, y) => y - x).reverse();
  return a - b;
});
[numbers.every((value, i) => value === i), numbers.length];
