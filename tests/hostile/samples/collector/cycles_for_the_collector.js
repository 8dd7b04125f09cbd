// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: every object refers to itself, so only the cycle collector can free it
for (;;) {
  const knot = {};
  knot.self = knot;
}
