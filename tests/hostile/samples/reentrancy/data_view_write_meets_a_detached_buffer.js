// policy: production
// outcome: completed ["TypeError","RangeError"]
// why: converting the value gives away or shrinks the memory that a view is about to write to
const attempt = (buffer, vanish) => {
  try {
    new DataView(buffer).setFloat64(8, { valueOf: () => (vanish(buffer), 1) });
    return "written";
  } catch (error) {
    return error.name;
  }
};
[
  attempt(new ArrayBuffer(16), (buffer) => buffer.transfer()),
  attempt(new ArrayBuffer(16, { maxByteLength: 16 }), (buffer) => buffer.resize(9)),
];
