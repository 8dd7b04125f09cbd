// policy: production
// outcome: completed ["TypeError","TypeError",false]
// why: a registry that watches itself, its held value or its own callback
let registry = new FinalizationRegistry(() => registry);
registry.register(registry, 1, registry);
const same = {};
let first;
let second;
try {
  registry.register(same, same);
} catch (error) {
  first = error.name;
}
try {
  registry.unregister(1);
} catch (error) {
  second = error.name;
}
const result = [first, second, registry.unregister({})];
registry = null;
for (let i = 0; i < 3000; i++) {
  const cycle = {};
  cycle.cycle = cycle;
}
result;
