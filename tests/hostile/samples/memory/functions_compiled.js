// policy: production heap_bytes=8388608
// outcome: limit memory
// by: engine
// why: compiled code is memory too
const hoard = [];
const body = "a = b + c;".repeat(2000);
for (;;) hoard.push(new Function(body));
