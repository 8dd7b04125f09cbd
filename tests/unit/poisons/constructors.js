for (const type of [Array, Object, Map, Date, Uint8Array, ArrayBuffer, Error]) {
  Object.defineProperty(type.prototype, "constructor", { get: poison });
}
Object.defineProperty(Uint8Array, Symbol.species, { get: poison });
