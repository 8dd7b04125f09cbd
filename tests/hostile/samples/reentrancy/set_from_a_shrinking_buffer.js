// policy: production
// outcome: completed 4
// why: the target shrinks while the elements are converted
const buffer = new ArrayBuffer(64, { maxByteLength: 64 });
const array = new Uint8Array(buffer);
array.set([
  {
    valueOf() {
      buffer.resize(4);
      return 1;
    },
  },
  ...new Array(63).fill(2),
]);
array.length;
