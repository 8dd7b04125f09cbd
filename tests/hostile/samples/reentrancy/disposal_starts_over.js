// policy: production
// outcome: completed "disposed once"
// why: a stack of resources that is disposed of while it is being disposed of
(() => {
  if (typeof DisposableStack !== "function") return "disposed once";
  const stack = new DisposableStack();
  let times = 0;
  stack.defer(() => {
    times++;
    stack.dispose();
  });
  stack.dispose();
  return times === 1 ? "disposed once" : "disposed again";
})();
