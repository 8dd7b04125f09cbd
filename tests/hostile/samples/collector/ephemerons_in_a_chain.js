// policy: production cpu_seconds=1
// outcome: completed 20000
// why: each key of a weak map is the value of another one, so finding what is alive may take quadratic time
const map = new WeakMap();
let key = {};
const first = key;
for (let i = 0; i < 20000; i++) {
  const next = {};
  map.set(key, next);
  key = next;
}
let length = 0;
for (let at = first; map.has(at); at = map.get(at)) length++;
length;
