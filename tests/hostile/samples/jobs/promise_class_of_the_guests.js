// policy: production
// outcome: completed ["TypeError","TypeError","TypeError",2]
// why: the functions of Promise work with any constructor, which can call back twice, late or never
const attempt = (make) => {
  try {
    Promise.resolve.call(make, 1);
    return "made";
  } catch (error) {
    return error.name;
  }
};
let calls = 0;
const twice = function (executor) {
  executor(() => calls++, () => calls++);
  executor(() => calls++, () => calls++);
};
const never = function () {};
const late = function (executor) {
  this.executor = executor;
  executor(1, 2);
};
const good = function (executor) {
  executor(() => calls++, () => calls++);
};
const ends = [attempt(twice), attempt(never), attempt(late)];
Promise.all.call(good, []);
Promise.reject.call(good, 1);
[...ends, calls];
