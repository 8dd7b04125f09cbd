// policy: production
// outcome: completed {"first":1,"view":{"$type":"opaque","kind":"detached","description":"[Uint8Array]","path":"$.view"}}
// why: a view that lies beyond its buffer's new end must not be read
const buffer = new ArrayBuffer(1e6, { maxByteLength: 1e6 });
({
  get first() {
    buffer.resize(1);
    return 1;
  },
  view: new Uint8Array(buffer, 5e5, 100),
});
