// policy: production
// outcome: completed "not blocked"
// why: the asynchronous form must neither block nor keep the run waiting for five seconds
typeof Atomics.waitAsync === "function" &&
  Atomics.waitAsync(new Int32Array(new SharedArrayBuffer(8)), 0, 0, 5000);
"not blocked";
