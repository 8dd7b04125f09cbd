// policy: production
// outcome: completed [true,{"$type":"undefined"}]
// why: the chain that is being walked is rebuilt by the walk
const object = {};
let asked = false;
const proxy = new Proxy(
  {},
  {
    get() {
      asked = true;
      Object.setPrototypeOf(object, null);
      return undefined;
    },
  },
);
Object.setPrototypeOf(object, proxy);
const value = object.missing;
[asked, value];
