// policy: production
// outcome: completed [1000,true,1000,1000]
// why: a comparator that contradicts itself must neither lose elements nor make sorting endless
const same = (list) => new Set(list).size;
const numbers = Array.from({ length: 1000 }, (_, i) => i);
let turn = 0;
const first = same(numbers.toSorted(() => (turn = (turn * 7 + 3) % 5) - 2));
const second = numbers.toSorted(() => NaN).every((value, i) => value === i);
const third = same(numbers.toSorted((a, b) => (a % 3 === b % 7 ? Infinity : -Infinity)));
const fourth = same(Float64Array.from(numbers).sort(() => (turn = (turn * 7 + 3) % 5) - 2));
[first, second, third, fourth];
