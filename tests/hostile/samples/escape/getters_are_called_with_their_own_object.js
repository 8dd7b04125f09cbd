// policy: production
// outcome: completed {"inner":[true,0],"list":[[true,0]]}
// why: a getter that is read for the result is called by our code, with a `this` and arguments of our choice
const own = {
  get inner() {
    return [this === own, arguments.length];
  },
};
const list = [];
Object.defineProperty(list, 0, {
  enumerable: true,
  get() {
    return [this === list, arguments.length];
  },
});
own.list = list;
own;
