// policy: production
// outcome: completed ["closed",1]
// why: a synchronous iterator yields a promise that is rejected, and must be closed for that once
let closed = 0;
const source = {
  [Symbol.iterator]: () => ({
    next: () => ({ done: false, value: Promise.reject("closed") }),
    return: () => (closed++, {}),
  }),
};
const run = async () => {
  try {
    for await (const _ of source);
  } catch (thrown) {
    return [thrown, closed];
  }
};
run();
