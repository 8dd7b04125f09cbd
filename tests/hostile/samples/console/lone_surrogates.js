// policy: production
// outcome: completed 0
// console: [["log","a�b�"]]
// why: half a character can't be written as UTF-8; in text for people it is replaced
console.log("a\ud800b\udfff");
0;
