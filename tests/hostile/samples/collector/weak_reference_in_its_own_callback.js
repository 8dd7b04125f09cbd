// policy: production
// outcome: completed "alive"
// why: a callback for what was collected registers, unregisters and looks at what is being collected
const references = [];
const registry = new FinalizationRegistry((held) => {
  registry.unregister(token);
  for (const reference of references) reference.deref();
  if (held < 50) fill(held + 1);
});
const token = {};
const fill = (held) => {
  for (let i = 0; i < 20; i++) {
    const target = { held };
    target.self = target;
    references.push(new WeakRef(target));
    registry.register(target, held, i % 2 ? token : target);
  }
};
fill(0);
for (let i = 0; i < 5000; i++) {
  const cycle = {};
  cycle.cycle = cycle;
}
setTimeout(() => {}, 10);
"alive";
