// policy: production call_depth=1000000
// outcome: threw RangeError
// why: spreading spreads
const object = {
  [Symbol.iterator]() {
    return [...object];
  },
};
[...object];
