// policy: production heap_bytes=4194304
// outcome: completed "fired"
// why: memory runs out while a timer is put into the queue; after that the queue must still work
let hoard = [];
let end = "none";
try {
  for (;;) hoard.push(setTimeout(() => {}, 5));
} catch {
  hoard = null;
}
for (let id = 1; id < 100000; id++) clearTimeout(id);
const result = new Promise((resolve) => setTimeout(() => resolve("fired"), 1));
result;
