// policy: production
// outcome: completed "-------"
// why: converting the separator takes the elements away, whose number is known by then
const buffer = new ArrayBuffer(8, { maxByteLength: 8 });
const numbers = new Uint8Array(buffer).fill(9);
numbers.join({ toString: () => (buffer.resize(0), "-") });
