// policy: production
// outcome: completed ["[a:0][a:1]b",2]
// why: the pattern is compiled anew by the function that replaces what it has found
const pattern = /a/g;
let calls = 0;
const text = "aab".replace(pattern, (match, at) => {
  calls++;
  pattern.compile("b".repeat(1000), "g");
  return `[${match}:${at}]`;
});
[text, calls];
