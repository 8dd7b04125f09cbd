// policy: production heap_bytes=2097152 cpu_seconds=1
// outcome: completed "alive"
// why: memory runs out at each step of setting a timer in turn; an engine's bind would crash at one of them
const quiet = () => {};
for (let room = 0; room < 40; room++) {
  let hoard = [];
  const ids = [];
  try {
    for (;;) hoard.push(new Uint8Array(20000));
  } catch {
    hoard.length -= room % 10;
  }
  try {
    for (let i = 0; i < room; i++) hoard.push({ i });
    for (;;) ids.push(setTimeout(quiet, 5, room));
  } catch {
    hoard = null;
  }
  for (let i = 0; i < ids.length; i++) clearTimeout(ids[i]);
}
"alive";
