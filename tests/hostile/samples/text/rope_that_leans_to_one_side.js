// policy: production
// outcome: completed [300000,"a","b",false]
// why: a text built from one end is a chain as long as the text, which nobody may walk by recursion
let first = "";
let second = "";
const piece = "a".repeat(3);
for (let i = 0; i < 100000; i++) {
  first = first + piece;
  second = "b" + second + "";
}
[first.length, first[299999], second[50000], first + second > second];
