// policy: production
// outcome: completed 0
// why: hundreds of thousands of directives, each with an argument of its own or none
console.log("%s".repeat(3e5), "x");
console.log("%".repeat(3e5), "x");
console.log("%d".repeat(1e4), ...new Array(1e4).fill("9".repeat(100)));
0;
