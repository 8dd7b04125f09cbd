const { ownKeys, getOwnPropertyDescriptor, defineProperty } = Reflect;
const every = reachable();
let count = 0;
for (let i = 0; i < every.length; i++) {
  const keys = ownKeys(every[i]);
  for (let j = 0; j < keys.length; j++) {
    const { configurable, writable } = getOwnPropertyDescriptor(every[i], keys[j]);
    if (configurable && j % 2) {
      defineProperty(every[i], keys[j], { __proto__: null, value: poison, writable: true });
    } else if (configurable) {
      defineProperty(every[i], keys[j], { __proto__: null, get: poison, set: poison });
    } else if (writable) {
      try { every[i][keys[j]] = poison } catch {} // Array.prototype.length
    }
    count += configurable || writable;
  }
}
if (count < 1000) throw "the poison is too weak: " + count;
