// policy: production
// outcome: completed [16,"TypeError"]
// why: converting the new size resizes the same buffer, or gives it away
const first = new ArrayBuffer(8, { maxByteLength: 64 });
first.resize({ valueOf: () => (first.resize(64), 16) });
const second = new ArrayBuffer(8, { maxByteLength: 64 });
let end;
try {
  second.resize({ valueOf: () => (second.transfer(), 16) });
} catch (error) {
  end = error.name;
}
[first.byteLength, end];
