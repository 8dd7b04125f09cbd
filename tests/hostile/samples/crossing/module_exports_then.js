// policy: production
// kind: module
// outcome: completed {"then":{"$type":"opaque","kind":"function","description":"[Function: then]","path":"$.then"}}
// why: a module that exports `then` looks like a promise
export function then() {
  for (;;);
}
