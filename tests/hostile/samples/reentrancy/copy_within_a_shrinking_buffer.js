// policy: production
// outcome: completed 8
// why: converting the end shrinks the buffer that is being moved about
const buffer = new ArrayBuffer(1e6, { maxByteLength: 1e6 });
const array = new Uint8Array(buffer);
array.copyWithin(0, 5e5, {
  valueOf() {
    buffer.resize(8);
    return 1e6;
  },
});
array.length;
