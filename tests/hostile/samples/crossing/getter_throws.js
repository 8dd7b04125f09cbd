// policy: production
// outcome: completed {"a":{"$type":"opaque","kind":"getter","description":"threw: Error: no","path":"$.a"},"b":2}
// why: an accessor that throws must not take the rest of the value with it
({
  get a() {
    throw new Error("no");
  },
  b: 2,
});
