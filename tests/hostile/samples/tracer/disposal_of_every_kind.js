// policy: production
// outcome: completed [["body","d2","d1","turn","d3","turn","d4","d6","d5"],"f1","SuppressedError",5,6,"body"]
// why: using declarations, which dispose in order and gather errors
const text = `
const log = [];
const r = (n, bad) => ({ [Symbol.dispose]() { log.push("d" + n); if (bad) throw n; } });
function f() { using a = r(1), b = r(2); log.push("body"); return "f" + log.length; }
function g() { for (using x of [r(3), r(4)]) { log.push("turn"); } }
function h() { try { using a = r(5, true), b = r(6, true); throw "body"; } catch (e) { return e; } }
const got = f(); g(); const error = h();
[log, got, error.name, error.error, error.suppressed?.error, error.suppressed?.suppressed];
`;
try { (0, eval)(text); } catch (e) { [e.name]; }
