// policy: production
// outcome: completed ["a (sample.js:6:27)\n<eval> (sample.js:8:6)","b (sample.js:7:21)\n<eval> (sample.js:8:17)","<eval> (sample.js:9:17)","<eval> (sample.js:10:31)","<eval> (sample.js:11:28)","<eval> (sample.js:12:22)","<anonymous> (sample.js:13:29)\n<anonymous> (sample.js:0:1)\n<eval> (sample.js:12:42)","C (sample.js:13:68)\n<eval> (sample.js:14:10)","get g (sample.js:13:103)\n<eval> (sample.js:14:10)","<eval> (<input>:1:17)\n<eval> (sample.js:15:6)","anonymous (<input>:3:21)\n<eval> (sample.js:16:24)","<eval> (sample.js:17:7)","<anonymous> (sample.js:18:16)\n<eval> (sample.js:18:28)","<anonymous> (sample.js:19:45)\n<eval> (sample.js:19:56)"]
// why: errors made in hooked places have the stacks of the text as it was written
const stacks = [];
const note = (e) => stacks.push(e.stack.replace(/ *at /g, "").trim());
function a() { return new Error("a"); }
const b = () => new Error("b");
note(a()); note(b());
try { throw new Error("c") } catch (e) { note(e) }
for (const x of [1]) note(new Error("d"));
let s = ""; s += (note(new Error("e")), "x");
s = s + `${(note(new Error("f")), 1)}` + "y";
class C { static { note(new Error("g")) } constructor() { note(new Error("h")) } get g() { return new Error("i") } }
note(new C().g);
note(eval("'\u{1f600}' + 1; new Error('j')"));
note(new Function("x", "/*\u{1f600}*/ return new Error('k')")());
try { null.x } catch (e) { note(e) }
try { (() => { undefined() })() } catch (e) { note(e) }
/* 😀😀😀 */ note((() => { return new Error("l") })());
stacks;
