// policy: production
// outcome: threw TypeError
// why: the copy is written into the buffer that is being copied
const buffer = new ArrayBuffer(1000);
buffer.constructor = { [Symbol.species]: function () { return buffer; } };
buffer.slice(0, 500);
