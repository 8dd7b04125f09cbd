// policy: production
// outcome: completed "ended"
// why: waiting for shared memory in the background must not keep the run alive for its timeout
const numbers = new Int32Array(new SharedArrayBuffer(8));
try {
  for (let i = 0; i < 1000; i++) Atomics.waitAsync(numbers, 0, 0, 1e9);
} catch {
  // not there: good
}
"ended";
