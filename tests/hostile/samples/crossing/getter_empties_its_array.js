// policy: production
// outcome: completed [1,{"$type":"undefined"},{"$type":"undefined"}]
// why: an array that gets shorter while it is read must not be read beyond its end
const array = [0, 2, 3];
Object.defineProperty(array, 0, {
  enumerable: true,
  configurable: true,
  get() {
    array.length = 0;
    return 1;
  },
});
array;
