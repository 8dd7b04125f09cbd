// policy: production
// outcome: completed "disposed once"
// why: the same with a stack that waits in between
(async () => {
  if (typeof AsyncDisposableStack !== "function") return "disposed once";
  const stack = new AsyncDisposableStack();
  let times = 0;
  stack.defer(async () => {
    times++;
    await stack.disposeAsync();
    stack.move?.call(new AsyncDisposableStack());
  });
  for (let i = 0; i < 10; i++) stack.use({ [Symbol.asyncDispose]: async () => {} });
  await Promise.all([stack.disposeAsync(), stack.disposeAsync()]);
  return times === 1 ? "disposed once" : "disposed again";
})();
