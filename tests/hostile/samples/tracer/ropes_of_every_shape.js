// policy: production
// outcome: completed [[13890,13890,65536,6290,12287,105603,211206,55560],-1453678403,true,true]
// why: strings that are trees: to the left, to the right, balanced, shared, and all of them at once
let left = "", right = "", both = "ab";
for (let i = 0; i < 3000; i++) left += "l" + i;
for (let i = 0; i < 3000; i++) right = "r" + i + right;
for (let i = 0; i < 15; i++) both += both;
const parts = Array.from({ length: 256 }, (_, i) => "piece number " + i + " of many;");
while (parts.length > 1) parts.push(parts.shift() + parts.shift());
const pass = (s) => s;
function more(s) { return s + s; }
let wide = "\u{1f600}";
for (let i = 0; i < 12; i++) wide = `${wide}a${wide}`;
const mixed = pass(left) + pass(right) + pass(both) + pass(wide);
const all = [left, right, both, parts[0], wide, mixed, more(mixed), more(more(left))];
let hash = 0;
for (const s of all) for (let i = 0; i < s.length; i += 997) hash = (hash * 31 + s.charCodeAt(i)) | 0;
[all.map((s) => s.length), hash, left === pass(left), more(left) === left + left];
