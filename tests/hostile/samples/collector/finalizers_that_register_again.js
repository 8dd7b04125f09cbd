// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: each clean-up registers the next object, so there is always one more to do
const registry = new FinalizationRegistry(() => {
  registry.register({}, 0);
});
registry.register({}, 0);
(function again() {
  Promise.resolve().then(again);
})();
