// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: the same where reading `then` is what takes the time
Promise.resolve({
  get then() {
    for (;;);
  },
}).catch(() => "escaped");
