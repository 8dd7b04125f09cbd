// policy: production
// outcome: completed [50,"q1q175","q2q280"]
// why: functions are made, thrown away and collected while others are being made
let kept = [];
for (let i = 0; i < 3000; i++) {
  const f = new Function("a", `let s = "q" + a; for (const c of s) s += c; return s + ${i % 97}`);
  if (i % 10 === 0) kept.push(f);
  if (kept.length > 50) kept = kept.slice(25);
  f(i);
}
[kept.length, kept[0](1), kept.at(-1)(2)];
