// policy: production
// outcome: completed [true,[]]
// why: what is not in the global object may still be above it
const above = [];
for (
  let at = Object.getPrototypeOf(globalThis);
  at !== null && at !== Object.prototype;
  at = Object.getPrototypeOf(at)
) {
  above.push(...Reflect.ownKeys(at).map(String));
}
[Object.prototype.isPrototypeOf(globalThis), above];
