// policy: production
// outcome: completed [["TypeError",true,[]],["TypeError",true,[]]]
// why: an error that is thrown out of our functions must be the guest's kind and hold nothing of ours
const attempt = (action) => {
  try {
    action();
  } catch (error) {
    const extra = Reflect.ownKeys(error).filter((key) => !["message", "stack"].includes(key));
    return [error.name, Object.getPrototypeOf(error) === TypeError.prototype, extra.map(String)];
  }
};
[attempt(() => setTimeout(Object.create(null))), attempt(() => clearTimeout(Symbol()))];
