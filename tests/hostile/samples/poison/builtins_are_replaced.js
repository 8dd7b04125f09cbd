// policy: production
// outcome: completed {"n":1.5,"s":"x€","list":[1,{"$type":"hole"},3],"map":{"$type":"map","entries":[["k",{"$type":"set","values":[1]}]]},"big":{"$type":"bigint","value":"255"},"date":{"$type":"date","ms":1,"iso":"1970-01-01T00:00:00.001Z"}}
// why: whatever our code uses after the guest ran, the guest may have replaced by a loop
const result = {
  n: 1.5,
  s: "x€",
  list: [1, , 3],
  map: new Map([["k", new Set([1])]]),
  big: 255n,
  date: new Date(1),
};
const { ownKeys, defineProperty, getOwnPropertyDescriptor } = Reflect;
const trap = function () {
  for (;;);
};
const roots = ownKeys(globalThis)
  .filter((name) => name !== "globalThis")
  .map((name) => globalThis[name])
  .filter((value) => typeof value === "function" || (typeof value === "object" && value !== null));
for (const root of [...roots, ...roots.map((root) => root.prototype)]) {
  if (root === undefined || root === result || root === null) continue;
  const keys = ownKeys(root);
  for (let i = 0; i < keys.length; i++) {
    const old = getOwnPropertyDescriptor(root, keys[i]);
    if (!old.configurable || keys[i] === "prototype") continue;
    defineProperty(root, keys[i], "value" in old ? { value: trap } : { get: trap, set: trap });
  }
}
result;
