// policy: production
// outcome: completed ["RangeError",[]]
// why: converting the start shrinks the buffer that the new view is to lie in
const buffer = new ArrayBuffer(64, { maxByteLength: 64 });
const numbers = new Uint32Array(buffer);
let end;
try {
  end = numbers.subarray({ valueOf: () => (buffer.resize(4), 8) }, 16).length;
} catch (error) {
  end = error.name;
}
[end, Array.from(new Uint32Array(buffer)).slice(1)];
