// policy: production heap_bytes=2097152 cpu_seconds=1
// outcome: crashed signal SIGSEGV or completed "alive"
// why: where memory runs out in bind, the engine frees what it has not made yet: a pointer left over from before
const quiet = () => {};
for (let room = 0; room < 40; room++) {
  let hoard = [];
  const kept = [];
  try {
    for (;;) hoard.push(new Uint8Array(20000));
  } catch {
    hoard.length -= room;
  }
  try {
    for (;;) kept.push(quiet.bind(undefined, 1, 2, 3));
  } catch {
    hoard = null;
  }
}
"alive";
