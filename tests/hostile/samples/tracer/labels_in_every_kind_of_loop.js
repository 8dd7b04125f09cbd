// policy: production
// outcome: completed [["c00","c20","y","e","g","g","g","g",0,2,2,"0,1,2","closed"],2,3]
// why: breaks and continues across loops, blocks, switches and finally
const seen = [];
a: for (let i = 0; i < 3; i++) b: for (const j of [0, 1, 2]) {
  if (j === 1) continue a;
  c: { if (i === 1) break c; seen.push("c" + i + j); }
  if (i === 2) break a;
}
d: for (const key in { x: 1, y: 2 }) do { if (key === "x") continue d; seen.push(key); } while (false);
e: while (true) { f: do { for (;;) { try { break e; } finally { seen.push("e"); } } } while (true); }
g: do { if (seen.length < 8) { seen.push("g"); continue g; } break; } while (seen.length < 100);
h: for (var n = 0; n < 5; n++) switch (n) { case 1: continue; case 3: break h; default: seen.push(n); }
i: j: k: for (;;) break i;
l: if (true) { if (seen) break l; seen.push("never"); }
for (const x of [1, 2, 3]) if (x & 1) continue; else seen.push(x);
for (let q = 0, fs = []; q < 3; q++) { fs.push(() => q); if (q === 2) seen.push(fs.map((f) => f()).join()); }
for (var w = 0; w < 2; w++) ;
m: for (const x of (function* () { try { yield 1; yield 2; } finally { seen.push("closed"); } })()) for (;;) continue m;
[seen, w, n];
