// policy: production
// kind: script
// outcome: completed ["SyntaxError","SyntaxError","SyntaxError","SyntaxError","SyntaxError","SyntaxError","SyntaxError"]
// why: targets that are calls, which sloppy code may have and which throw when they run
const seen = [];
for (const text of ["f() = 1", "f() += 'x'", "for (f() of [1]);", "f()++", "({ a: f() } = {})", "(f()) += `a${1}`", "for (f() in { a: 1 });"]) {
  try { seen.push((0, eval)("var f = () => 'f'; " + text)); } catch (e) { seen.push(e.name); }
}
seen;
