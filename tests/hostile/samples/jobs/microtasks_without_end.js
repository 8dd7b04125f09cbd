// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: the same with queueMicrotask
(function again() {
  queueMicrotask(again);
})();
