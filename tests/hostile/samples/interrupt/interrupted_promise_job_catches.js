// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: a promise job that is interrupted must not end in the promise's catch handler and go on
Promise.resolve()
  .then(() => {
    for (;;);
  })
  .catch(() => {
    for (;;);
  })
  .finally(() => {
    for (;;);
  });
