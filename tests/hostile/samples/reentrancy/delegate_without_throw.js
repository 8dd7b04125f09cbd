// policy: production
// outcome: completed ["TypeError",1,"mine"]
// why: throwing into a delegate that cannot take it must close it, once, and say so
let closed = 0;
const delegate = {
  [Symbol.iterator]: () => delegate,
  next: () => ({ done: false }),
  return: () => (closed++, {}),
};
const outer = (function* () {
  yield* delegate;
})();
outer.next();
let end;
try {
  outer.throw(new Error("mine"));
} catch (error) {
  end = error.name;
}
[end, closed, "mine"];
