// policy: production
// outcome: completed [true,true,false,"TypeError"]
// why: a weak map that is its own key and value, and keys that can't be held weakly
const map = new WeakMap();
map.set(map, map);
const symbol = Symbol("s");
let end;
try {
  new WeakMap([[Symbol.for("registered"), 1]]);
} catch (error) {
  end = error.name;
}
map.set(symbol, symbol);
for (let i = 0; i < 3000; i++) {
  const other = new WeakMap();
  other.set(other, { other });
}
[map.get(map) === map, map.has(symbol), map.has({}), end];
