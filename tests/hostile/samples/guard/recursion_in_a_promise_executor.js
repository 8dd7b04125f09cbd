// policy: production
// outcome: limit call_depth
// by: guard
// why: an executor's error becomes a rejection, which the guest handles
const deeper = () => {
  deeper();
};
new Promise(() => deeper()).catch(() => "handled").finally(() => "and went on");
