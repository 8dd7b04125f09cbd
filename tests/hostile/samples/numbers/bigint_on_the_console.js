// policy: production cpu_seconds=0.5
// outcome: completed ["n",250001]
// console: 1 kept, 0 dropped
// why: the largest numbers there are must be shown in a base that takes no time
const large = 2n ** 1000000n;
console.log(large, [large]);
["n", large.toString(16).length];
