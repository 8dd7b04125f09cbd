// policy: production cpu_seconds=1
// outcome: completed "freed"
// why: chains of closures, promises, bound functions and maps are freed from their beginning
let closure = () => 0;
let promise = Promise.resolve();
let bound = () => 0;
let map = new Map();
for (let i = 0; i < 20000; i++) {
  const next = closure;
  closure = () => next;
  promise = { promise };
  bound = Object.assign(() => 0, { bound });
  map = new Map([[map, map]]);
}
closure = promise = bound = map = null;
"freed";
