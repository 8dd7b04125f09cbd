// policy: production
// outcome: completed [[1,2,3],5]
// why: the other set of a union adds to the first one while it is copied
const set = new Set([1, 2]);
const union = set.union({
  size: 1,
  has: () => true,
  keys() {
    for (let i = 7; i < 10; i++) set.add(i);
    return [3].values();
  },
});
[[...union].slice(0, 2).concat([...union].slice(-1)), set.size];
