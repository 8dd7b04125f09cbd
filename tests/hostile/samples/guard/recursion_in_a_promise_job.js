// policy: production
// outcome: limit call_depth
// by: guard
// why: then turns what its callback throws into a rejection
const deeper = () => {
  deeper();
};
let promise = Promise.resolve();
for (let i = 0; i < 100; i++) promise = promise.then(deeper, deeper).catch(deeper);
promise.catch(() => "alive");
