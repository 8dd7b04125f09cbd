// policy: production
// outcome: completed [2000,2000,2000]
// why: a copy is allocated first and filled by asking the guest, while the collector walks over it
const like = (length) => {
  const source = { length };
  for (const at of [0, 1000, length - 1]) {
    Object.defineProperty(source, at, {
      get() {
        for (let i = 0; i < 3000; i++) {
          const cycle = {};
          cycle.cycle = cycle;
        }
        return { at };
      },
    });
  }
  return source;
};
[
  Array.prototype.toSorted.call(like(2000), () => 0).length,
  Array.prototype.toReversed.call(like(2000)).length,
  Array.prototype.with.call(like(2000), 0, 0).length,
];
