// policy: production
// outcome: completed [8,1024,null]
// why: each question makes the buffer larger; the number of questions is fixed before the first
const buffer = new ArrayBuffer(8, { maxByteLength: 1024 });
const numbers = new Uint8Array(buffer);
let asked = 0;
const found = numbers.find(() => {
  asked++;
  buffer.resize(Math.min(1024, buffer.byteLength * 2));
  return false;
});
[asked, numbers.length, found ?? null];
