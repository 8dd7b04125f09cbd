// policy: production
// outcome: completed {"a":{"$type":"opaque","kind":"proxy","description":"Proxy","path":"$.a"},"b":{"$type":"opaque","kind":"proxy","description":"Proxy","path":"$.b"},"c":2}
// why: getters that are read for the result hand out proxies, new, revoked, and of the result itself
const result = {
  get a() {
    return new Proxy(result, {});
  },
  get b() {
    const { proxy, revoke } = Proxy.revocable(result, {});
    revoke();
    return proxy;
  },
  get c() {
    return Object.keys(result).length - 1;
  },
};
result;
