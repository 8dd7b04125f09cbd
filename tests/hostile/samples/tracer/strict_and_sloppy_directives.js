// policy: production
// kind: script
// outcome: completed [{"$type":"undefined"},"object",{"$type":"undefined"},"object","object",true,{"$type":"undefined"},"ReferenceError",[{"$type":"undefined"},"object"],{"$type":"undefined"},"b"]
// why: directive prologues keep their meaning, with comments, escapes and strings that are none
function a() { "use strict"; return this; }
function b() { 'use\x20strict'; return typeof this; }
function c() { /* c */ "other"; // c
  "use strict"
  return this; }
function d() { ("use strict"); return typeof this; }
function e() { "use strict" + 1; return typeof this; }
function f() { "a"
  "use strict"; return this === undefined; }
const g = () => { "use strict"; return (function () { return this; })(); };
const h = { m() { "use strict"; try { undeclared_ = 1; } catch (x) { return x.name; } } };
const i = [new Function("'use strict'; return this"), new Function("return typeof this")].map((x) => x());
[a(), b(), c(), d(), e(), f(), g(), h.m(), i, eval("'use strict'; (function () { return this })()"), eval("'a'; 'b'")];
