// A long string is handed to functions, returned and added to after each small step.
let grown = "", log = ""; const step = (x) => { grown += x; return grown }; const look = (text) => text.length; let sum = 0;
for (let i = 0; i < 30000; i++) sum += look(step("ab"));
const large = "\u{12345}".repeat(10000); for (let i = 0; i < 100; i++) log += large;
function add(text, i) { return text + i + large[0] } let chained = ""; for (let i = 0; i < 20000; i++) chained = add(chained, i); let prefixed = ""; for (let i = 0; i < 20000; i++) prefixed = `${i}${prefixed}`.slice(0, 5000);
class Buffer_ { text = ""; write(x) { this.text += x; return this } toString() { return this.text } } const b = new Buffer_(); for (let i = 0; i < 20000; i++) b.write("w").toString();
[sum, grown.length, log.length, chained.length, prefixed.length, b.text.length];
