// policy: production
// outcome: threw Error
// why: an error in a callback of the collector belongs to nobody, and must not end in our code
const registry = new FinalizationRegistry(() => {
  throw new Error("mine");
});
for (let i = 0; i < 100; i++) registry.register({}, i);
setTimeout(() => {}, 1);
1;
