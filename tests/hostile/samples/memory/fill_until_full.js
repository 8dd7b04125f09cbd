// policy: production heap_bytes=8388608
// outcome: limit memory
// by: engine
// why: a single native call adds properties until the heap is full
Array.prototype.fill.call({ length: 2 ** 53 - 1 }, 0);
