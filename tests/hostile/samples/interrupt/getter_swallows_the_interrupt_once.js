// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: the same once: the value that comes of it is late
({
  get a() {
    new Promise(() => {
      for (;;);
    }).catch(() => {});
    return "escaped";
  },
});
