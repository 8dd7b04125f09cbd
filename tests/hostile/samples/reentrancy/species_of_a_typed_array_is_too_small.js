// policy: production
// outcome: completed ["TypeError","TypeError","TypeError"]
// why: the array that takes the results is made by the guest: smaller, of another kind, or without memory
const numbers = new Uint8Array(64);
const attempt = (make, action) => {
  numbers.constructor = { [Symbol.species]: make };
  try {
    return action().length;
  } catch (error) {
    return error.name;
  }
};
const gone = () => {
  const made = new Uint8Array(64);
  made.buffer.transfer();
  return made;
};
[
  attempt(() => new Uint8Array(1), () => numbers.map((x) => x)),
  attempt(() => new BigInt64Array(64), () => numbers.slice()),
  attempt(gone, () => numbers.filter(() => true)),
];
