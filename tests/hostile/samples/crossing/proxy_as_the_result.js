// policy: production
// outcome: completed [{"$type":"opaque","kind":"proxy","description":"Proxy","path":"$[0]"},{"$type":"opaque","kind":"proxy","description":"Proxy of a function","path":"$[1]"},{"$type":"opaque","kind":"proxy","description":"Proxy","path":"$[2]"}]
// why: every question to a proxy is guest code, so it is asked none; revoked, it would throw
const trap = () => {
  for (;;);
};
const handler = {};
for (const name of Object.getOwnPropertyNames(Reflect)) handler[name] = trap;
const revocable = Proxy.revocable([], handler);
revocable.revoke();
[new Proxy({}, handler), new Proxy(() => {}, handler), revocable.proxy];
