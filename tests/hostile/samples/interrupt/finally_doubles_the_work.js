// policy: production call_depth=1000000 cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: recursion that is caught on the way back and started again takes 2 to the depth steps
(function twice() {
  try {
    twice();
  } finally {
    twice();
  }
})();
