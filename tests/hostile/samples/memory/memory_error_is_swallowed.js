// policy: production cpu_seconds=0.5
// outcome: limit cpu
// by: engine or psutil
// why: a full heap that the program does not mind is its own business; its time still ends
const hoard = [];
for (;;) {
  try {
    hoard.push(new Array(1000).fill(7));
  } catch {
    // try again
  }
}
