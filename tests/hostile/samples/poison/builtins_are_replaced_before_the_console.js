// policy: production
// outcome: completed 0
// console: [["log","x { a: [ 1, 2 ] } Map(1) { 'k' => 5n }"]]
// why: the console must not need anything that the guest can replace by a loop
const trap = function () {
  for (;;);
};
const map = new Map([["k", 5n]]);
for (const type of [Array, String, Number, BigInt, Map, Object, RegExp, Symbol, Function]) {
  for (const name of Object.getOwnPropertyNames(type.prototype)) {
    const old = Object.getOwnPropertyDescriptor(type.prototype, name);
    if (!old.configurable || name === "__proto__") continue;
    if ("value" in old) Reflect.defineProperty(type.prototype, name, { value: trap });
    else Reflect.defineProperty(type.prototype, name, { get: trap, set: trap });
  }
}
Array.prototype[Symbol.iterator] = Map.prototype[Symbol.iterator] = trap;
console.log("x", { a: [1, 2] }, map);
0;
