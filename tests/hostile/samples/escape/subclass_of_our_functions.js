// policy: production
// outcome: completed ["TypeError","TypeError",0]
// why: a function that can be extended or constructed hands out a `this` of its own making
const attempt = (action) => {
  try {
    return typeof action();
  } catch (error) {
    return error.name;
  }
};
const made = [];
[
  attempt(() => class extends setTimeout {}),
  attempt(() => Reflect.construct(console.log, [], function () {})),
  made.length,
];
