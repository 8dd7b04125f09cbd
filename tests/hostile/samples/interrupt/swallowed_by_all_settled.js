// policy: production cpu_seconds=0.1
// outcome: limit cpu
// by: engine or psutil
// why: Promise.allSettled reports what its iterator and its thenables throw, the interruption too
const thenable = {
  then() {
    for (;;);
  },
};
(async () => {
  for (;;) await Promise.allSettled([thenable, thenable]);
})();
