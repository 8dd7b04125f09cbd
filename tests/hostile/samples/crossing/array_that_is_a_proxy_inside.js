// policy: production
// outcome: completed [[1],{"$type":"opaque","kind":"proxy","description":"Proxy","path":"$[1]"},true]
// why: Array.isArray says yes to a proxy of an array, which has traps where an array has elements
const proxy = new Proxy([1], {
  get() {
    for (;;);
  },
});
[[1], proxy, Array.isArray(proxy)];
