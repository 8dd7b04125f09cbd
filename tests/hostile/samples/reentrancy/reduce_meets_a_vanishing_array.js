// policy: production
// outcome: completed [[1,0],["","x",""],4]
// why: the array is emptied, and its memory used for another one, while it is folded
const first = [1, 2, 3, 4, 5, 6, 7, 8];
let calls = 0;
const sum = first.reduce((total, value) => {
  calls++;
  first.length = 0;
  first.concat(Array(1000).fill("other"));
  return total + value;
}, 0);
const second = ["", "x", ""].map((text, i, all) => (i === 1 && all.pop(), text));
const kept = second.length === 3 ? [second[0], second[1], second[2] ?? ""] : second;
[[calls, first.length], kept, 3 + sum];
