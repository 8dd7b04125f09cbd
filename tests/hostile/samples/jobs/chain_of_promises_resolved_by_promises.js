// policy: production
// outcome: completed "end"
// why: ten thousand promises, each waiting for the one before, are jobs and not calls
let promise = Promise.resolve("end");
for (let i = 0; i < 1e4; i++) {
  const inner = promise;
  promise = new Promise((resolve) => resolve(inner));
}
promise;
