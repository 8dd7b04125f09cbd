// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: the same where disposal is asynchronous, and its error a rejection
(async () => {
  const stack = new AsyncDisposableStack();
  stack.defer(() => {
    for (;;);
  });
  try {
    await stack.disposeAsync();
  } catch {
    return "escaped";
  }
})();
