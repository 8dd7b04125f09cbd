// policy: production
// outcome: completed [10,1]
// why: a getter on an element shortens the array that is being copied
const array = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
Object.defineProperty(array, 0, {
  get() {
    array.length = 1;
    return 1;
  },
});
const copied = [].concat(array);
[copied.length, copied[0]];
