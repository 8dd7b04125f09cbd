// policy: production
// outcome: completed ["closed",1]
// why: an iterator is closed while an error from it is on its way
let state = "open";
let first;
const iterable = {
  [Symbol.iterator]: () => ({
    next: () => ({ value: 1, done: false }),
    return() {
      state = "closed";
      throw new Error("from return");
    },
  }),
};
try {
  [first] = iterable;
} catch {
  // the error of return() is expected
}
[state, first];
