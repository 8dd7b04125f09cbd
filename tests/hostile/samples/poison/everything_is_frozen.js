// policy: production
// outcome: completed {"a":[1,{"$type":"map","entries":[["k",1]]}]}
// why: our code must not need to write to anything that the guest can freeze
for (const name of Object.getOwnPropertyNames(globalThis)) {
  const value = globalThis[name];
  if (typeof value === "function" && value.prototype) Object.freeze(value.prototype);
  if (typeof value === "function" || (typeof value === "object" && value)) Object.freeze(value);
}
Object.freeze(globalThis);
({ a: [1, new Map([["k", 1]])] });
