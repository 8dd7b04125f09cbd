// policy: production
// outcome: completed ["3","TypeError","RangeError","6"]
// why: operands are converted one after the other, and change their type while the other one is
let kind = 1n;
const first = { valueOf: () => ((kind = 2n), 1n) };
const second = { valueOf: () => kind };
const attempt = (action) => {
  try {
    return String(action());
  } catch (error) {
    return error.name;
  }
};
const array = new BigInt64Array(1);
array[0] = { valueOf: () => ((array[0] = 6n), 6n) };
[
  attempt(() => first + second),
  attempt(() => first + 1),
  attempt(() => 1n / (second - 2n)),
  String(array[0]),
];
