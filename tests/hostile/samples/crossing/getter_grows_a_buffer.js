// policy: production output_bytes=65536
// outcome: limit output
// by: engine
// why: the size that counts is the one at the moment of reading
const buffer = new ArrayBuffer(1, { maxByteLength: 1e6 });
({
  get first() {
    buffer.resize(1e6);
    return 1;
  },
  view: new Uint8Array(buffer),
});
