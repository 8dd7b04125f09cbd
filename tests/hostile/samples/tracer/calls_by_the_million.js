// policy: production
// outcome: completed 891253
// why: a function that is called three hundred thousand times, with other arguments each time
let n = 0;
const f = (a, b) => a + b;
function g(a) { n = f(n, a) % 1000003; }
for (let i = 0; i < 150000; i++) g(i);
n;
