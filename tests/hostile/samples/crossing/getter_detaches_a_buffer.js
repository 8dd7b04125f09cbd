// policy: production
// outcome: completed {"first":1,"buffer":{"$type":"opaque","kind":"detached","description":"[ArrayBuffer]","path":"$.buffer"},"view":{"$type":"opaque","kind":"detached","description":"[Uint8Array]","path":"$.view"}}
// why: memory that is given away while the value is read must not be read any more
const buffer = new ArrayBuffer(16);
({
  get first() {
    buffer.transfer();
    return 1;
  },
  buffer,
  view: new Uint8Array(buffer),
});
