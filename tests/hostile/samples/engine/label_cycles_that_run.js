// policy: production cpu_seconds=0.1
// outcome: limit cpu
// by: engine or psutil
// why: the same circles where they are run: a jump that was simplified wrongly goes anywhere
const bodies = [
  "l: break l; l: break l;",
  "l: { break l; } m: { break m; }",
  "l: { continue; }",
  "if (0) l: break l; else m: break m;",
  "try { l: break l; } finally { m: break m; }",
];
for (const body of bodies) (0, eval)(`for (let i = 0; i < 3; i++) { ${body} }`);
(0, eval)("for (;;) { l: break l; l: break l; }");
