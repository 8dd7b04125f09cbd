// Lengths, defaults, rest parameters, the order in which defaults run.
const log = [];
const note = (x) => (log.push(x), x);
function f(a, b = note("b" + a), { c = note("c" + b), ...d } = { c: undefined, e: note("e") }, [g = note("g"), ...h] = note([undefined, 2]), ...rest) { var a; return [a, b, c, d, g, h, rest, f.length, arguments.length]; }
function closure(x, get = () => x, set = (v) => (x = v)) { var x; const before = [x, get()]; x = "inner"; set("outer"); return [...before, x, get()] }
[f(1), f(1, undefined, undefined, [9, 8], 7), closure("arg"), log, ((a, b = 1) => 1).length, (function (...r) {}).length, ((a, b, c) => { return a + "" + b }).length];
