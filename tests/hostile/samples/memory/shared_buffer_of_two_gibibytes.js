// policy: production
// outcome: threw RangeError
// why: the same for a shared buffer
new SharedArrayBuffer(2 ** 31);
