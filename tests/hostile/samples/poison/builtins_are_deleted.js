// policy: production
// outcome: completed [1,"two",{"$type":"map","entries":[[3,4]]}]
// why: our code must not need anything that the guest can delete
const result = [1, "two", new Map([[3, 4]])];
const world = globalThis;
const { ownKeys, deleteProperty } = Reflect;
const names = ownKeys(world);
for (let i = 0; i < names.length; i++) {
  const value = world[names[i]];
  if (typeof value === "function" && value.prototype) {
    const keys = ownKeys(value.prototype);
    for (let j = 0; j < keys.length; j++) deleteProperty(value.prototype, keys[j]);
  }
  deleteProperty(world, names[i]);
}
result;
