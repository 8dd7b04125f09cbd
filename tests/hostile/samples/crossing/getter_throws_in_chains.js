// policy: production
// outcome: completed {"a":{"$type":"opaque","kind":"getter","description":"threw: [Object]","path":"$.a"},"b":{"$type":"opaque","kind":"getter","description":"threw: Proxy","path":"$.b"},"c":{"$type":"opaque","kind":"getter","description":"threw: undefined","path":"$.c"}}
// why: what a getter throws has getters that throw, or is a proxy, or nothing
const worse = {
  get name() {
    throw worse;
  },
  get message() {
    throw worse;
  },
  toString() {
    throw worse;
  },
};
({
  get a() {
    throw worse;
  },
  get b() {
    throw new Proxy(worse, { get: () => { throw worse; } });
  },
  get c() {
    throw undefined;
  },
});
