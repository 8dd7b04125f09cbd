// policy: production
// outcome: completed [["a"],[],["a","b","c"]]
// why: the limit of a split is converted after the text, and wraps round
let order = "";
const limit = { valueOf: () => ((order += "l"), 2 ** 32 + 1) };
["a,b,c".split(",", limit), "a".split(",", 0), "a,b,c".split(",", -1)];
