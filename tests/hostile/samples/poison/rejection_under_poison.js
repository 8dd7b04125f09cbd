// policy: production
// outcome: threw Mine
// thrown: {"$type":"error","name":"Mine","message":"text","stack":"here","properties":{"code":7}}
// why: a rejection that nobody handles is described after the error classes have been spoiled
const poison = () => {
  throw "poison";
};
const error = Object.defineProperties(new RangeError("text"), {
  name: { value: "Mine" },
  stack: { value: "here" },
});
error.code = 7;
Promise.reject(error);
for (const type of [Object, Error, RangeError, Promise, String, Array]) {
  for (const key of Reflect.ownKeys(type.prototype)) {
    if (key !== "__proto__") Reflect.defineProperty(type.prototype, key, { get: poison });
  }
}
Error.prepareStackTrace = poison;
