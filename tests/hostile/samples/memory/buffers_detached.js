// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: memory that is given back with each transfer must not be counted as kept
let buffer = new ArrayBuffer(1e6);
for (;;) buffer = buffer.transfer(1e6 + (buffer.byteLength & 1 ? 1 : 0));
