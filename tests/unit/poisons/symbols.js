// Iteration, species, conversion, matching and instanceof all go by well-known symbols.
const types = [Object, Array, String, Map, Set, RegExp, Function, Promise, Date, Symbol, BigInt];
const names = Reflect.ownKeys(Symbol);
const { defineProperty } = Reflect;
for (let i = 0; i < names.length; i++) {
  for (let j = 0; j < types.length; j++) {
    if (typeof Symbol[names[i]] === "symbol") {
      defineProperty(types[j].prototype, Symbol[names[i]], { __proto__: null, get: poison });
    }
  }
}
