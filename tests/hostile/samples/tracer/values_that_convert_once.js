// policy: production
// outcome: completed ["a1234b56a1234b5","78",["1default","mid","2default","3string","4default","5default","6default","t","7string","8string"]]
// why: operands whose conversion has effects must be converted as often as before, in order
const log = [];
const v = (n) => ({ [Symbol.toPrimitive](hint) { log.push(n + hint); return n; } });
let s = "a" + v(1) + (log.push("mid"), v(2)) + `${v(3)}`;
s += v(4) + "b" + v(5);
s = s + v(6) + s;
const t = `${v(7)}${(log.push("t"), v(8))}`;
[s, t, log];
