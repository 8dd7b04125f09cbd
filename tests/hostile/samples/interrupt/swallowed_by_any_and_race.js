// policy: production cpu_seconds=0.1
// outcome: limit cpu
// by: engine or psutil
// why: any and race wait for others when one of them fails, whatever it fails with
const thenable = {
  get then() {
    for (;;);
  },
};
const again = () =>
  Promise.any([Promise.race([thenable]).catch(() => 1), thenable]).then(again, again);
again();
