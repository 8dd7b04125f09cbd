// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: the script ends at once; each job queues the next, and no single job lasts long enough to be asked
(function again() {
  Promise.resolve().then(again);
})();
1;
