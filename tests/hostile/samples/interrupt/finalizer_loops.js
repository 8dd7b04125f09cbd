// policy: production cpu_seconds=0.1
// outcome: limit cpu
// by: engine or psutil
// why: the collector has callbacks run between two jobs, and they have a catch of their own
const registry = new FinalizationRegistry(() => {
  try {
    for (;;);
  } finally {
    make();
  }
});
const make = () => {
  for (let i = 0; i < 10; i++) registry.register({}, i);
};
make();
setInterval(make, 1);
