// policy: production waive=engine cpu_seconds=0.25
// outcome: limit cpu
// by: psutil
// why: jobs without end, and nobody inside who looks at the clock
(function again() {
  Promise.resolve().then(again);
})();
