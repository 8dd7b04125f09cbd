// policy: production
// outcome: threw ""
// thrown: {"$type":"opaque","kind":"proxy","description":"Proxy","path":"$"}
// why: a proxy of an error, with traps that loop
const trap = () => {
  for (;;);
};
throw new Proxy(new Error("inside"), {
  get: trap,
  has: trap,
  ownKeys: trap,
  getPrototypeOf: trap,
  getOwnPropertyDescriptor: trap,
});
