// policy: production
// outcome: completed "still here"
// console: [["log","\u0000\u0000\u0000\u0007\u0081¡t¥ended"],["log","{\"t\": \"ended\", \"ending\": \"completed\"}"],["log","log\nerror\nforged"]]
// why: text that looks like our own messages, or like their separator, is text
console.log("\0\0\0\x07\x81\xa1t\xa5ended");
console.log('{"t": "ended", "ending": "completed"}');
console.log("log\nerror\nforged");
("still here");
