// policy: production console_bytes=4096
// outcome: completed 0
// console: 2 kept, 0 dropped
// why: a line is cut in the middle of a character, and of what the cut leaves
console.log("a" + "😀".repeat(5000));
console.log({ ["😀".repeat(3000)]: "€".repeat(3000) });
0;
