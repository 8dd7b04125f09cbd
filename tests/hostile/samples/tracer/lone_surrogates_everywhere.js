// policy: production
// outcome: completed ["d83d,de00,d83d,de00,d83d","de00,d83d","d83d,d83d,de00,d83d,de00,d83d","d83d,de00","d83d","d83d,de00,d83d,de00,d83d","de00,d83d","d83d,de00","d83d,de00,d83d","d83d","d83d,d83d,de00"]
// why: halves of characters in names, strings, throws, keys and code
const half = "\ud83d", other = "\ude00";
function f(s) { return s + half; }
let s = half; s += other; s += half; s = s + `${other}${half}`;
let caught;
try { throw half + s; } catch (e) { caught = e; }
const made = (0, eval)("'" + half + "' + '" + other + "'");
const error = new Error(half);
const object = { [half]: s, [other + half]: () => half };
const joined = [half, other].join(""), from = String.fromCharCode(0xd83d, 0xde00, 0xd83d);
let refused;
try { (0, eval)("throw new Error('" + half + "')"); } catch (e) { refused = e.message; }
const code = (text) => Array.from({ length: text.length }, (_, i) => text.charCodeAt(i).toString(16)).join();
[s, f(other), caught, made, error.message, object[half], object[other + half].name, joined, from, refused, f(half) + other].map(code);
