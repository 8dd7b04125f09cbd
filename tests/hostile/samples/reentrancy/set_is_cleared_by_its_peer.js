// policy: production
// outcome: completed [true,0]
// why: the other set of a comparison clears the first one while it is walked
const set = new Set([1, 2, 3]);
const isSubset = set.isSubsetOf({
  size: 9,
  has() {
    set.clear();
    return true;
  },
  keys: () => [].values(),
});
[isSubset, set.size];
