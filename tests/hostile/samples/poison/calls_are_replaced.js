// policy: production
// outcome: completed {"a":[{"$type":"date","ms":5,"iso":"1970-01-01T00:00:00.005Z"}]}
// why: call, apply and bind are methods that the guest can replace
const result = { a: [new Date(5)] };
Function.prototype.call = Function.prototype.apply = Function.prototype.bind = function () {
  for (;;);
};
Reflect.apply = Reflect.get = Reflect.ownKeys = Function.prototype.call;
result;
