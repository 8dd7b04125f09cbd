// policy: production cpu_seconds=0.5
// outcome: completed 300
// why: a circle through a proxy, a map, a promise, a generator, a closure, a bound function and a view
let count = 0;
for (let i = 0; i < 300; i++) {
  const start = {};
  const map = new Map([[start, new Proxy(start, {})]]);
  const promise = new Promise((resolve) => resolve({ map }));
  const generator = (function* () {
    yield promise;
    yield start;
  })();
  generator.next();
  start.back = () => generator;
  start.bound = start.back.bind(map, promise);
  start.view = Object.assign(new Uint8Array(8), { start });
  start.error = new Error("e", { cause: start });
  start.pattern = Object.assign(/x/, { start });
  start.weak = new WeakRef(start);
  start.arguments = (function () {
    return arguments;
  })(start, map);
  count++;
}
count;
