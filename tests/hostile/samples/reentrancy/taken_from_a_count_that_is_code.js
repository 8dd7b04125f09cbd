// policy: production
// outcome: completed [[],3,"RangeError"]
// why: converting the number to take uses up, or closes, what it is to be taken from
const source = [1, 2, 3].values();
const taken = [...source.take({ valueOf: () => (source.toArray(), 3) })];
let calls = 0;
const other = {
  __proto__: Iterator.prototype,
  next: () => (calls++, { done: calls > 3, value: 0 }),
};
other.drop({ valueOf: () => 2 }).next();
let end;
try {
  [].values().take({ valueOf: () => NaN });
} catch (error) {
  end = error.name;
}
[taken, calls, end];
