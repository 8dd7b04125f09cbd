// policy: production
// outcome: completed 0
// why: what is almost JSON must be refused at its place, however far that is
const texts = [
  "[" + "1,".repeat(200000) + "]",
  "{" + '"a":1,'.repeat(100000) + "}",
  '"' + "a".repeat(500000),
  "[1" + " ".repeat(500000) + "2]",
  "\ufeff1",
  "01",
  "1.",
  "'a'",
  "[,]",
  '"\t"',
  "nul",
  "-",
  "\u00a01",
];
texts.filter((text) => {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    return error.name !== "SyntaxError";
  }
}).length;
