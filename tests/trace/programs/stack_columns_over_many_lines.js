// Positions after line ends of every kind, and after wide characters.
const s = () => new Error("x").stack;
const wide = "\u{1F600} wide"; const after = s();
const clear = "😀😀"; const afterWide = s(); /* é */ const afterAccent = s();
const template = `
  ${s()} and
  text ${"x" + s()}`;
function long(
  a,
  b = s()
) {
  return b
    + "|"
    + s();
}
[after, afterWide, afterAccent, template, long(1), eval("\r\n\r\n s()"), eval("\u2028\n s()"), eval("/*\u2029*/ s()"), Function("\n\n return new Error('y').stack")(), eval("'\\\n' + s()")];
