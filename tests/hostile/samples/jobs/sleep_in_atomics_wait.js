// policy: production
// outcome: threw TypeError
// why: sleeping natively uses no CPU time at all; a worker's only thread may not block
Atomics.wait(new Int32Array(new SharedArrayBuffer(8)), 0, 0, 5000);
