// policy: production
// outcome: completed [622937,536870912,1073741823,388031]
// why: arguments in the range of the numbers that hooks are called with
const f = (...a) => a.reduce((x, y) => (x + y) % 1000003, 0);
let sum = 0;
for (let i = 2 ** 29; i < 2 ** 30; i += 104729) sum = (sum + f(i, i + 1)) % 1000003;
function g(n) { return n; }
const made = [];
for (let i = 0; i < 50; i++) made.push((0, eval)(`(function () { return ${2 ** 29 + i * 7919}; })()`) - 2 ** 29);
[sum, g(2 ** 29), g(2 ** 30 - 1), made[49]];
