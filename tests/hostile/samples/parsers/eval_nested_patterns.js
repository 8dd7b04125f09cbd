// policy: production
// outcome: threw SyntaxError
// why: patterns in patterns, which are read as literals first
const source = "var [" + "[".repeat(200000) + "x" + "]".repeat(200000) + "] = 1";
(0, eval)(source);
