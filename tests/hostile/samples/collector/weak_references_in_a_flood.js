// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: weak references and registrations are bookkeeping for the collector
const registry = new FinalizationRegistry(() => {});
for (;;) {
  const target = {};
  new WeakRef(target);
  registry.register(target, 1);
}
