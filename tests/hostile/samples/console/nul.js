// policy: production
// outcome: completed 0
// console: [["log","a\u0000b"]]
// why: a line must not end at its first NUL
console.log("a\0b");
0;
