// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: Promise.all turns whatever its iterator throws into a rejection
Promise.all({
  *[Symbol.iterator]() {
    for (;;);
  },
}).catch(() => "escaped");
