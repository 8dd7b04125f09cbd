// policy: production
// outcome: completed ["TypeError",1,true]
// why: the callback of a helper closes the helper, or the iterator below it, while it is being asked
let closed = 0;
const below = {
  __proto__: Iterator.prototype,
  next: () => ({ done: false, value: 1 }),
  return: () => (closed++, {}),
};
let end;
const helper = below.filter(() => {
  try {
    helper.return();
  } catch (error) {
    end = error.name;
  }
  return true;
});
helper.next();
const first = helper.return().done;
helper.return();
[end, closed, first];
