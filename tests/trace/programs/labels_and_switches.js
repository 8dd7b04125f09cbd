// Labels, switches with lexical scopes, fall-through, jumps out of nested statements.
const log = [];
outer: for (var i = 0; i < 3; i++) { inner: for (var j = 0; j < 3; j++) { switch (i + j) { case 1: continue inner; case 2: { if (j) break; continue outer } default: log.push("d" + i + j); case 9: let x = "x" + i; log.push(x); break inner; case 3: const f = () => x; try { f() } catch (e) { log.push(e.name) } break outer } log.push("end" + i + j) } }
block: { log.push("in"); if (log.length) break block; log.push("never") } a: b: c: { break b } if (0) ; else e: { log.push("else"); break e }
function sw(x) { switch (x) { case "a" + "b": return "concat"; case (log.push("tested"), 1): return "one"; case typeof x: return "type"; default: return "default"; case 2: return "two" } } function lex(x) { switch (x) { case 0: function g() { return "g" + x } case 1: return g() } } switch (log.push("discriminant")) { } switch (1) { default: }
l: while (true) { do { try { break l } finally { log.push("f") } } while (1) } m: for (const x of [1, 2]) for (const y in { p: 1, q: 2 }) { if (y === "q") continue m; log.push(x + y) } n: if (1) { for (;;) break n } foo: 1; bar: { baz: for (; ;) { break bar } }
[log, sw("ab"), sw(1), sw("string"), sw(2), sw(3), lex(0), lex(1)];
