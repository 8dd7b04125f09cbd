// policy: production
// outcome: completed ["TypeError","TypeError","TypeError",9007199254740991]
// why: adding to an object that claims the greatest length there is must not wrap round
const attempt = (name, ...values) => {
  try {
    return Array.prototype[name].call({ length: 2 ** 53 - 1 }, ...values);
  } catch (error) {
    return error.name;
  }
};
const untouched = { length: 2 ** 53 - 1 };
Array.prototype.at.call(untouched, -1);
[attempt("unshift", 1), attempt("push", 1), attempt("splice", 0, 0, 1), untouched.length];
