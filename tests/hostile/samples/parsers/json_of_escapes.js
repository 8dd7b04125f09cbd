// policy: production
// outcome: completed [200000,true]
// why: each character is written as six, and half characters are joined
const text = JSON.parse('"' + "\\ud83d\\ude00".repeat(100000) + '"');
[text.length, text.isWellFormed()];
