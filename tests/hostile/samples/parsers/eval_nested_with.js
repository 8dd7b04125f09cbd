// policy: production
// outcome: threw SyntaxError or threw RangeError
// why: with, for and while statements without blocks
const source = "with({}) for(;0;) while(0) ".repeat(60000) + ";";
(0, eval)(source);
