// policy: production
// outcome: completed [1003,[1,2,3]]
// why: each comparison adds to the array that is sorted, whose sorted part is written back over it
const numbers = [3, 1, 2];
let calls = 0;
numbers.sort((a, b) => {
  if (calls++ === 0) for (let i = 0; i < 1000; i++) numbers.push(0);
  return a - b;
});
[numbers.length, numbers.slice(0, 3)];
