// policy: production
// outcome: completed ["script","micro","timer","micro of timer","last"]
// why: each thing that could be the last one starts one more thing of another kind
const order = ["script"];
queueMicrotask(() => {
  order.push("micro");
  setTimeout(() => {
    order.push("timer");
    Promise.resolve().then(() => {
      order.push("micro of timer");
      setImmediate(() => order.push("last"));
    });
  }, 100000);
});
order;
