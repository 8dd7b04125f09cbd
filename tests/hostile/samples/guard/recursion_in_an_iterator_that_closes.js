// policy: production
// outcome: limit call_depth
// by: guard
// why: closing an iterator runs guest code, and some errors are dropped there
const deeper = () => {
  deeper();
};
const iterator = {
  [Symbol.iterator]: () => iterator,
  next: () => ({ value: 1, done: false }),
  return() {
    try {
      deeper();
    } catch {
      return {};
    }
  },
};
for (let i = 0; i < 10; i++) {
  try {
    for (const value of iterator) throw value;
  } catch {
    continue;
  }
}
const [first] = iterator;
first;
