// policy: production
// outcome: completed ["TypeError",["a"]]
// why: a list of keys is itself an object whose length and elements are code
const keysOf = (list) => {
  try {
    return Reflect.ownKeys(new Proxy({}, { ownKeys: () => list }));
  } catch (error) {
    return error.name;
  }
};
const shrinking = {
  length: 3,
  get 0() {
    shrinking.length = 1;
    return "a";
  },
};
const honest = {
  get length() {
    Object.defineProperty(honest, "length", { value: 0 });
    return 1;
  },
  0: "a",
};
[keysOf(shrinking), keysOf(honest)];
