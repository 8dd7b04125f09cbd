// policy: production
// kind: script
// outcome: completed ["undefined","RangeError","RangeError","undefined","SyntaxError","undefined","SyntaxError","undefined","undefined","undefined","undefined","undefined","undefined","undefined","SyntaxError","SyntaxError","SyntaxError","SyntaxError","SyntaxError","RangeError","SyntaxError","RangeError","RangeError","undefined"]
// why: ambiguous beginnings, which a parser reads twice and more often
const hard = [
  "(a, b, c, ".repeat(400) + "d" + ")".repeat(400), "({a: [".repeat(300) + "1" + "]})".repeat(300), "(a = (".repeat(300) + "1" + "))".repeat(300),
  "async (".repeat(300) + ")".repeat(300), "`${a}".repeat(2000) + "`", "a?b:".repeat(2000) + "c", "let [".repeat(100), "/".repeat(10001), "<!--".repeat(2000), "a\n++\n".repeat(2000) + "b",
  "yield\n".repeat(5000), "x = () => {}\n".repeat(5000), "if (a) ; else ".repeat(1000) + ";", "\\u{61}".repeat(10000), "'\\\n".repeat(10000) + "'", "#!".repeat(100), "\0".repeat(1000), "class A { static { ".repeat(300),
  "{a:".repeat(4000), "[,".repeat(2000) + "]".repeat(2000), "f`".repeat(2001), "(".repeat(4900) + ")".repeat(4900), "!function(){".repeat(400) + "}()".repeat(400), "a=>{".repeat(400) + "}".repeat(400),
];
hard.map((text) => {
  try { return typeof (0, eval)("if (0) { " + text + "\n}"); } catch (e) { return e.name; }
});
