// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: a timer that sets the next one
(function again() {
  setTimeout(again, 2 ** 30);
})();
