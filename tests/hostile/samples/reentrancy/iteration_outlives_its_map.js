// policy: production
// outcome: completed [["a","z"],"next",[1,2,3]]
// why: an iterator stands on an entry that is deleted, cleared away and added again
const map = new Map([["a", 1], ["b", 2]]);
const seen = [];
for (const [key] of map) {
  seen.push(key);
  if (key === "a") {
    map.clear();
    for (let i = 0; i < 200; i++) map.set(i, i);
    for (let i = 0; i < 200; i++) map.delete(i);
    map.set("z", 26);
  }
}
const set = new Set([1]);
const rest = [];
set.forEach((value) => {
  rest.push(value);
  set.delete(value);
  if (value < 3) set.add(value + 1);
});
const iterator = new Map([[1, 1]]).entries();
iterator.next();
[seen, iterator.next().done ? "next" : "none", rest];
