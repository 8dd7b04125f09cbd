// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: the same with await: every turn of the loop is a job of its own
(async () => {
  for (;;) await 0;
})();
