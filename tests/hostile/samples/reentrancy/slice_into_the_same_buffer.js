// policy: production
// outcome: completed true
// why: the copy that slice makes may lie over the original, one byte further
const numbers = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]);
numbers.constructor = {
  [Symbol.species]: function () {
    return new Uint8Array(numbers.buffer, 1);
  },
};
const copy = numbers.slice(0, 7).join();
copy === "1,1,1,1,1,1,1" || copy === "1,2,3,4,5,6,7"; // byte by byte, or all at once
