// Elements that are added by assignment would end in a setter.
for (let i = 0; i < 3000; i++) {
  Object.defineProperty(Array.prototype, i, { get: poison, set: poison });
  Object.defineProperty(Object.prototype, i, { get: poison, set: poison });
}
