// policy: production
// outcome: completed "survived"
// why: held values are handed out after their targets have been freed
const registry = new FinalizationRegistry((held) => {
  globalThis.kept = held;
});
for (let i = 0; i < 1000; i++) registry.register({}, { i });
for (let i = 0; i < 1000; i++) {
  const target = {};
  const reference = new WeakRef(target);
  target.self = reference;
}
new Promise((done) => setTimeout(done, 10, "survived"));
