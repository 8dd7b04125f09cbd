// policy: production
// outcome: completed [4294967295,2,["0","4294967294"]]
// why: an element at the end of all arrays must not make the array reserve room up to there
const list = [1];
list[2 ** 32 - 2] = 2;
[list.length, Object.keys(list).length, Object.keys(list)];
