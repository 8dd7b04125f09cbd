// policy: production
// outcome: completed [1,2,3]
// why: array methods build their result with a constructor that the guest chooses
Object.defineProperty(Array, Symbol.species, {
  get() {
    for (;;);
  },
});
Array.prototype.constructor = function () {
  for (;;);
};
[1, 2, 3];
