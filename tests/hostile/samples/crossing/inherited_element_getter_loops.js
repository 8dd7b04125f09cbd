// policy: production
// outcome: completed [1,{"$type":"hole"},3]
// why: a hole must not be looked up on the prototype, where a trap waits
Object.defineProperty(Array.prototype, 1, {
  get() {
    for (;;);
  },
});
[1, , 3];
