// policy: production heap_bytes=8388608 cpu_seconds=1
// outcome: completed [10,10,10,10,10,10,10,10,10,10,10,10,10,10,10,10,10,10,10,10]
// why: memory runs out while the queue of timers is made larger; timers that are set later must still fire
const quiet = () => {};
const counts = [];
const attempt = (room) => {
  let hoard = [];
  const ids = [];
  try {
    for (;;) hoard.push(new Uint8Array(20000));
  } catch {
    hoard.length -= room;
  }
  try {
    for (;;) ids.push(setTimeout(quiet, 5));
  } catch {
    hoard = null;
  }
  const at = counts.push(0) - 1;
  for (let i = 0; i < 10; i++) setTimeout(() => counts[at]++, 1);
  for (let i = 0; i < ids.length; i++) clearTimeout(ids[i]);
};
for (let room = 20; room < 60; room += 2) attempt(room);
counts;
