// policy: production
// outcome: threw RangeError
// why: reserves a terabyte for a buffer of no bytes
new ArrayBuffer(0, { maxByteLength: 2 ** 40 });
