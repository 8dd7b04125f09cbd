// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: collecting garbage after an interruption inside a promise job has tripped an assertion elsewhere
const hoard = [];
Promise.resolve().then(async () => {
  for (;;) {
    const knot = { hoard };
    knot.self = knot;
    hoard.push(knot);
    if (hoard.length > 1000) hoard.length = 0;
    await null;
  }
});
