// policy: production
// outcome: completed ["RangeError","RangeError","RangeError",1100,102,"1e+21",true]
// why: digits are written into a buffer whose size depends on numbers that the guest chooses
const attempt = (action) => {
  try {
    return action();
  } catch (error) {
    return error.name;
  }
};
[
  attempt(() => (1).toString(37)),
  attempt(() => (1).toFixed(101)),
  attempt(() => (1).toPrecision(0)),
  attempt(() => (5e-324).toString(2).length + 24),
  attempt(() => (1).toFixed(100).length),
  attempt(() => (1e21).toFixed(2)),
  attempt(() => (Number.MAX_VALUE).toString(3).length > 600),
];
