// policy: production
// outcome: completed [0,0,0,3,1,0,"RangeError","RangeError","RangeError"]
// why: the length that a method believes is converted from anything, and an array's own is not
const like = (length) => Array.prototype.slice.call({ length, 0: 1, 1: 2, 2: 3 }).length;
const set = (length) => {
  try {
    [].length = length;
  } catch (error) {
    return error.name;
  }
};
[like(NaN), like(-5), like("x"), like("3"), like(1.9), like(null), set(-1), set(1.5), set(2 ** 32)];
