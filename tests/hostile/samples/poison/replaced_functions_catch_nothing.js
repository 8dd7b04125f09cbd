// policy: production
// outcome: completed {"list":[1,{"a":[2]}],"error":{"$type":"error","name":"N","message":"m","stack":"s","properties":{}},"map":{"$type":"map","entries":[[1,2]]},"caught":[]}
// console: [["log","shown 1 { a: [ 1, 2 ] }"],["log","later"]]
// why: a replaced builtin that our code calls would be handed our objects as `this` and as arguments
const caught = [];
const mine = new Set();
const { apply, defineProperty, getOwnPropertyDescriptor, ownKeys } = Reflect;
const roots = [globalThis, ...ownKeys(globalThis).map((name) => globalThis[name])];
for (const root of [...roots])
  if (typeof root === "function" && root.prototype) roots.push(root.prototype);
for (const start of [
  [].values(),
  new Map().entries(),
  new Uint8Array().constructor.__proto__.prototype,
])
  roots.push(start, Object.getPrototypeOf(start));
const { log } = console;
const error = Object.defineProperties(new Error("m"), {
  name: { value: "N" },
  stack: { value: "s" },
});
const map = new Map([[1, 2]]);
setTimeout(log, 5, "later");
for (let i = 0; i < roots.length; i++) {
  if (
    (typeof roots[i] !== "object" && typeof roots[i] !== "function") ||
    roots[i] === null ||
    roots[i] === console
  )
    continue;
  const keys = ownKeys(roots[i]);
  for (let j = 0; j < keys.length; j++) {
    const { value, get, configurable } = getOwnPropertyDescriptor(roots[i], keys[j]);
    const old = value ?? get;
    if (!configurable || typeof old !== "function") continue;
    const spy = function (...values) {
      caught[caught.length] = keys[j];
      return new.target ? new old(...values) : apply(old, this, values);
    };
    defineProperty(
      roots[i],
      keys[j],
      value ? { __proto__: null, value: spy } : { __proto__: null, get: spy },
    );
  }
}
caught.length = 0;
log("shown %d", 1, { a: [1, 2] });
({ list: [1, { a: [2] }], error, map, caught });
