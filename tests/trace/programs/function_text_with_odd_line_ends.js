// Carriage returns, separators, byte order marks and tabs within functions.
const bodies = ["\r\n", "\r", "\u2028", "\u2029", "\t\v\f", "\u00a0", "\ufeff", "\n\n\n", "<!-- c\n", "\n--> c\n", "\ud83d\ude00".replace(/./gu, "/*$&*/")];
bodies.map((gap) => {
  const f = (0, eval)("(function(a)" + gap.replace(/^<|^\n--/, " $&") .replace(/<!.*\n|\n-->.*\n/, "") + "{" + gap + "return" + " a+''" + gap + "})");
  return [f.toString(), f(5)];
});
