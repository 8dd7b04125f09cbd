// policy: production
// outcome: completed {"then":{"$type":"opaque","kind":"function","description":"[Function: then]","path":"$.then"}}
// why: an object that looks like a promise must not be waited for by us
({
  then() {
    for (;;);
  },
});
