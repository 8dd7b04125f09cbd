// policy: production
// outcome: completed "alive"
// why: the callbacks of an asynchronous disposal are caught by a replaced then, and called with nothing
const caught = [];
const { then } = Promise.prototype;
Promise.prototype.then = function (...callbacks) {
  caught.push(...callbacks);
  return new Promise(() => {});
};
const stack = new AsyncDisposableStack();
stack.use(null);
stack.defer(() => {
  throw 1;
});
stack.defer(() => undefined);
stack.disposeAsync();
for (let i = 0; i < caught.length && i < 100; i++) {
  if (typeof caught[i] !== "function") continue;
  for (let j = 0; j < 3; j++) {
    try {
      caught[i]();
    } catch {
      // what it says does not matter
    }
  }
}
for (let i = 0; i < 2000; i++) ({}).cycle = caught;
Promise.prototype.then = then;
"alive";
