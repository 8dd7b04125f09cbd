// policy: production
// outcome: completed [[1,4],0]
// why: entries are removed and added while the map is walked
const map = new Map([[1, 1], [2, 2], [3, 3]]);
const seen = [];
map.forEach((_, key) => {
  seen.push(key);
  map.clear();
  if (key === 1) map.set(4, 4);
});
[seen, map.size];
