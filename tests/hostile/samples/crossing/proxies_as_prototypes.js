// policy: production
// outcome: completed [{"$type":"object","class":"","properties":{"x":1}},{"$type":"object","class":"","properties":{"[[value]]":[1,2]}},1]
// why: the prototype of a plain thing is a proxy, so what it inherits is code
const trap = new Proxy({}, {
  get(_, key) {
    for (;;);
  },
  has: () => true,
  getPrototypeOf() {
    for (;;);
  },
});
[Object.setPrototypeOf({ x: 1 }, trap), Object.setPrototypeOf([1, 2], trap), 1];
