// policy: production
// outcome: completed 0
// console: [["log","\u001b[2J\u001b]0;owned\u0007"],["warn","one\r\ntwo\rthree\u0008"],["error","\u009b31m"]]
// why: what would move a terminal's cursor crosses as it is; whoever prints it must escape it
console.log("\u001b[2J\u001b]0;owned\u0007");
console.warn("one\r\ntwo\rthree\b");
console.error("\u009b31m");
0;
