// policy: production heap_bytes=8388608
// outcome: limit memory
// by: engine
// why: registered symbols are shared by name for as long as anybody holds them
const hoard = [];
for (let i = 0; ; i++) hoard.push(Symbol.for("symbol number " + i));
