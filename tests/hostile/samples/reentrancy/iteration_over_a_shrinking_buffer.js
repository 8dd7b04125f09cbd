// policy: production
// outcome: completed [[7,7],"TypeError",4]
// why: the buffer shrinks, vanishes or grows between two steps over a view of it
const buffer = new ArrayBuffer(8, { maxByteLength: 16 });
const seen = [];
for (const number of new Uint8Array(buffer).fill(7)) {
  seen.push(number);
  buffer.resize(2);
}
const fixed = new Uint8Array(new ArrayBuffer(8));
let end;
try {
  for (const _ of fixed) fixed.buffer.transfer();
} catch (error) {
  end = error.name;
}
buffer.resize(2);
let count = 0;
for (const _ of new Uint8Array(buffer)) if (++count === 2) buffer.resize(4);
[seen, end, count];
