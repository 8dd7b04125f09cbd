// policy: production
// outcome: completed [true,0]
// why: from and of write into an array of the guest's, whose memory goes while they do
const target = new Uint8Array(new ArrayBuffer(64, { maxByteLength: 64 }));
const source = function* () {
  yield 1;
  yield 2;
};
const made = Uint8Array.from.call(
  function () {
    return target;
  },
  source(),
  (value) => (target.buffer.resize(0), value),
);
[made === target, made.length];
