// policy: production
// outcome: completed ["mine","undefined"]
// console: [["error","ours"]]
// why: the guest may replace, delete and freeze the console: it is its own to spoil
const { error } = console;
const said = [];
console.log = (text) => said.push(text);
delete console.warn;
Object.freeze(console);
console.log("mine");
error("ours");
[said[0], typeof console.warn];
