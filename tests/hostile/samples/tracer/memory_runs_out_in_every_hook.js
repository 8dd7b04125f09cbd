// policy: production heap_bytes=2097152
// outcome: completed [20,"string"]
// why: a heap of one megabyte is full when hooks are called with strings, errors, ropes and promises
const give = (s) => s;
let last = "", caught = 0;
for (let turn = 0; turn < 20; turn++) {
  const hoard = [];
  try {
    for (;;) hoard.push(new Array(100).fill(turn));
  } catch {
    try { last += give(`x${turn}`); } catch {}
    try { throw turn; } catch (e) { try { last = give(last + e); } catch {} }
    hoard.length >>= 1; // with none at all, promises stay unhandled and the engine's compiler can crash
    try { (async () => { throw turn; })().catch(() => 0); } catch {}
    try { eval("last"); } catch {}
    hoard.length = 0;
    caught++;
  }
}
[caught, typeof last];
