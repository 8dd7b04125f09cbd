// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: Promise.try turns whatever is thrown into a rejection
Promise.try(() => {
  for (;;);
}).catch(() => "escaped");
