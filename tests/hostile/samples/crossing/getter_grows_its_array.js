// policy: production
// outcome: completed [1,2]
// why: an array that gets longer while it is read must not be read for ever
const array = [0, 2];
Object.defineProperty(array, 0, {
  enumerable: true,
  get() {
    for (let i = 0; i < 1000; i++) array.push(i);
    return 1;
  },
});
array;
