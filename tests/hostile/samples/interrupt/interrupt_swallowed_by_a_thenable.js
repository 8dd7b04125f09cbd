// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: what then() of a thenable throws becomes a rejection, the interruption too
Promise.resolve({
  then() {
    for (;;);
  },
}).catch(() => "escaped");
