// policy: production
// kind: module
// outcome: completed {"default":{"x":[1]},"late":2}
// console: [["log","[ 1 ]"]]
// why: a module's exports are read by a way of their own, after its code has spoiled the builtins
const { log } = console;
export default { x: [1] };
export let late = 1;
const { defineProperty, ownKeys } = Reflect;
const holders = [Object, Array, Map, Symbol, String].map((type) => type.prototype);
const loop = () => {
  for (;;);
};
for (let i = 0; i < holders.length; i++) {
  const keys = ownKeys(holders[i]);
  for (let j = 0; j < keys.length; j++)
    defineProperty(holders[i], keys[j], { __proto__: null, get: loop });
}
log([1]);
late = 2;
