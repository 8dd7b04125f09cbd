// policy: production
// outcome: completed "bottom"
// why: each thenable answers with the next one, a thousand jobs deep
const make = (depth) => ({
  then(resolve) {
    resolve(depth === 0 ? "bottom" : make(depth - 1));
  },
});
Promise.resolve(make(1000));
