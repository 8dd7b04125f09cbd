// policy: production
// outcome: completed {"a":1,"b":{"$type":"opaque","kind":"getter","description":"threw: TypeError: no","path":"$.b"},"c":{"$type":"undefined"}}
// why: reading one property makes the next one throw, and the one after that disappear
const result = {
  get a() {
    Object.defineProperty(result, "b", {
      get() {
        throw new TypeError("no");
      },
    });
    delete result.c;
    return 1;
  },
  b: 2,
  c: 3,
};
result;
