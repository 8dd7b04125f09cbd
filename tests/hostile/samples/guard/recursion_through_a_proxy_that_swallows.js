// policy: production call_depth=20
// outcome: limit call_depth
// by: guard
// why: traps that catch what happens inside them
const proxy = new Proxy(
  {},
  {
    get(target, key) {
      try {
        return proxy[key];
      } catch {
        return "alive";
      }
    },
  },
);
proxy.anything;
