// policy: production
// outcome: completed [2,[0,0]]
// why: the numbers that are sorted do not fit any more when they are written back
const buffer = new ArrayBuffer(400, { maxByteLength: 400 });
const numbers = new Float32Array(buffer);
numbers.sort((a, b) => {
  buffer.resize(8);
  return b - a;
});
[numbers.length, Array.from(numbers)];
