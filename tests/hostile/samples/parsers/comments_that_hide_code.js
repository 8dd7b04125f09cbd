// policy: production
// outcome: completed 110010
// why: a comment ends at more kinds of line than it seems, and also as in HTML
globalThis.n = 0;
const lines = [
  "// n+=1\u2028n+=10",
  "/*\n*/--> n+=100",
  "<!-- n+=1000\nn+=10000",
  "#!n+=1\nn+=100000",
];
for (const line of lines) (0, eval)(line.replaceAll("n+", "globalThis.n+"));
globalThis.n;
