// policy: production
// outcome: completed ["TypeError","TypeError",true]
// why: the iterator behind yield* resumes and closes the generator that is asking it
const ends = [];
const delegate = {
  [Symbol.iterator]: () => delegate,
  next() {
    for (const way of ["next", "return"]) {
      try {
        outer[way]();
      } catch (error) {
        ends.push(error.name);
      }
    }
    return { done: true };
  },
};
const outer = (function* () {
  yield* delegate;
})();
[...ends, outer.next().done].length === 1 ? [...ends, true] : ends;
