// policy: production
// outcome: completed 0
// console: [["log","%% %s %"],["log","NaN NaN NaN"],["log","5n 5n 5 NaN"],["log","%x y"],["log","undefined [Object: null prototype] {}"],["log","%"]]
// why: directives without arguments, with wrong ones, and signs that are none
console.log("%% %s %");
console.log("%d %i %f", {}, "x", Symbol("s"));
console.log("%d %i %f %d", 5n, 5n, 5n, "5n");
console.log("%x", "y");
console.log("%s %o", undefined, Object.create(null));
console.log("%");
0;
