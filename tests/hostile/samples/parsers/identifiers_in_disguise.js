// policy: production
// outcome: completed ["SyntaxError","SyntaxError","undefined","number","undefined","SyntaxError"]
// why: a keyword with an escape in it is no keyword, and no name either
const attempt = (source) => {
  try {
    return typeof (0, eval)(source);
  } catch (error) {
    return error.name;
  }
};
[
  "v\\u0061r x = 1",
  "var v\\u{61}r = 1",
  "this.\\u0070rocess",
  "\\u0065val('1')",
  "var a\\u200cb = 1",
  "var \\u0030a = 1",
].map(attempt);
