// policy: production
// outcome: completed [20000,"xxyy"]
// why: twenty thousand strings, each one longer by one, all of which are returned
let s = "";
const grow = (c) => { s += c; return s; };
function again(c) { s = s + c; return s; }
for (let i = 0; i < 10000; i++) grow("x");
for (let i = 0; i < 10000; i++) again("y");
[s.length, s.slice(9998, 10002)];
