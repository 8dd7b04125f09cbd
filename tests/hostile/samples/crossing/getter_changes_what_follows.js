// policy: production
// outcome: completed {"a":1,"b":{"$type":"undefined"},"c":{"late":true}}
// why: properties that are deleted or replaced while the value is read
const object = {
  get a() {
    delete object.b;
    object.c = { late: true };
    object.d = "too late";
    return 1;
  },
  b: 2,
  c: 3,
};
object;
