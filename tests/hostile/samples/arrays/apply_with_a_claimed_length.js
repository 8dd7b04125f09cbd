// policy: production
// outcome: completed ["RangeError","RangeError","RangeError"]
// why: a list of arguments as long as it claims to be would not fit onto any stack
[
  () => Math.max.apply(null, { length: 2 ** 32 - 1 }),
  () => Reflect.construct(Array, { length: 2 ** 53 - 1 }),
  () => String.fromCharCode.apply(null, Array(2 ** 24)),
].map((action) => {
  try {
    return String(action()).length;
  } catch (error) {
    return error.name;
  }
});
