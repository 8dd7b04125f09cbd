// policy: production
// outcome: completed [4,"1,,,"]
// why: an accessor among the arguments shortens the array that they are taken from
const source = [1, 2, 3, 4];
Object.defineProperty(source, 0, {
  get() {
    source.length = 1;
    return 1;
  },
});
const taken = function () {
  return arguments;
}.apply(null, source);
[taken.length, Array.from(taken).join()];
