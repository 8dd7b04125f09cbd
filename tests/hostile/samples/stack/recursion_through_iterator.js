// policy: production
// outcome: threw RangeError
// why: spreading spreads
const object = {
  [Symbol.iterator]() {
    return [...object];
  },
};
[...object];
