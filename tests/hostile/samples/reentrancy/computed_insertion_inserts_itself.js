// policy: production
// outcome: completed [["k","outer"],1,["none",{"$type":"undefined"}]]
// why: the function that is asked for a missing entry makes, clears and replaces that entry
const map = new Map();
const value = map.getOrInsertComputed("k", () => {
  for (let i = 0; i < 1000; i++) map.set(i, i);
  map.set("k", "inner");
  for (let i = 0; i < 1000; i++) map.delete(i);
  return "outer";
});
const held = new WeakMap();
const key = {};
held.getOrInsertComputed(key, () => (held.delete(key), "none"));
[["k", value], map.size, [held.get(key), held.get({})]];
