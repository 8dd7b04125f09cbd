// One binding for each turn; bodies with and without braces.
const out = [];
for (let i = 0; i < 3; i++) out.push(() => i++); for (var v = 0; v < 3; v++) out.push(() => v);
for (let i = 0, f = () => i; i < 2; i++) out.push(f); for (const k in { a: 1, b: 2 }) out.push(() => k); for (const x of [1, 2]) out.push(() => x);
let w = 0; while (w < 2) out.push(((n) => () => n + "w")(w++)); do out.push(() => w); while (w++ < 4)
for (let i = 0; i < 2; out.push(() => "u" + i), i++) ; for (var e in []) ; for (;;) if (w++ > 6) break; else continue
if (w) for (const z of [1]) out.push(() => z); else out.push(0)
a: for (let i = 0; i < 3; i++) b: for (let j = 0; ; j++) { if (j > i) continue a; if (i === 2) break a; out.push(() => i + ":" + j) }
for (let [p, q = p] of [[1], [2, 3]]) out.push(() => p + q); for (let { length } of ["abc"]) out.push(() => length)
for (let i = 0; i < 2; i++) { let i = "inner"; out.push(() => i) } for (const f of [() => 1]) for (;;) { out.push(f); break }
do if (w) out.push(() => "dangling"); else ; while (0) out.push(() => "after do")
while (w-- > 6) while (w > 100) ; try { for (const t of [1]) try { continue } finally { out.push(() => "finally " + t) } } finally { out.push(() => "end") }
out.map((f) => f());
