// policy: production
// outcome: limit memory
// by: engine
// why: each closure keeps its variables alive
const hoard = [];
for (;;) {
  let captured = new Array(50);
  hoard.push(() => captured);
}
