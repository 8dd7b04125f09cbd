// policy: production
// outcome: completed "124578"
// why: ten thousand callbacks, each called from the one before
let promise = Promise.resolve("");
for (let i = 0; i < 10000; i++) {
  promise = i % 3 ? promise.then((s) => s.slice(-5) + (i % 10)) : promise.then((s) => { throw s; }).catch((s) => s);
}
promise;
