// policy: production
// outcome: limit memory
// by: engine
// why: the failed allocation is a rejection that nobody handles
(async () => {
  const hoard = [];
  for (;;) {
    hoard.push(new Array(1000).fill(7));
    if (hoard.length % 100 === 0) await null;
  }
})();
