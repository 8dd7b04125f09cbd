// policy: production
// outcome: completed {"a":{"$type":"opaque","kind":"getter","description":"threw: Proxy","path":"$.a"}}
// why: describing what an accessor threw must not ask it anything
const trap = () => {
  for (;;);
};
({
  get a() {
    throw new Proxy({}, { get: trap, getPrototypeOf: trap, ownKeys: trap });
  },
});
