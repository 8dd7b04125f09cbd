// policy: production
// outcome: completed [[],["console"]]
// why: a registered symbol is shared between all who know its name, so our code must not use one
const odd = [];
const roots = [
  globalThis,
  console,
  Object.prototype,
  Function.prototype,
  Error,
  Error.prototype,
  Promise.prototype,
  performance,
];
const tags = [];
for (const root of roots) {
  for (const key of Object.getOwnPropertySymbols(root)) {
    if (Symbol.keyFor(key) !== undefined) odd.push(String(key));
    if (root === console) tags.push(root[key]);
  }
}
[odd, tags];
