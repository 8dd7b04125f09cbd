// policy: production
// outcome: completed [["a"],2,"TypeError"]
// why: reading one descriptor changes the next one, or seals the object that they are for
const target = {};
const descriptors = {
  a: {
    get value() {
      delete descriptors.b.enumerable;
      return 1;
    },
    enumerable: true,
  },
  b: { value: 2, enumerable: true },
};
Object.defineProperties(target, descriptors);
let end;
try {
  const sealed = {};
  Object.defineProperties(sealed, {
    x: {
      get value() {
        Object.preventExtensions(sealed);
      },
    },
  });
} catch (error) {
  end = error.name;
}
[Object.keys(target), target.b, end];
