const trap = new Proxy({}, {
  get: poison, set: poison, has: poison, ownKeys: poison, getPrototypeOf: poison,
  getOwnPropertyDescriptor: poison,
});
for (const type of [Array, Map, Set, Date, RegExp, Uint8Array, ArrayBuffer, Function, String, Number]) {
  Object.setPrototypeOf(type.prototype, trap);
}
