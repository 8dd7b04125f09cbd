// policy: production
// outcome: limit memory
// by: engine
// why: every suspended generator keeps a stack frame
function* paused() {
  yield new Array(20);
}
const hoard = [];
for (;;) {
  const generator = paused();
  generator.next();
  hoard.push(generator);
}
