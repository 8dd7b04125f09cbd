// policy: production
// outcome: completed {"toJSON":{"$type":"opaque","kind":"function","description":"[Function: toJSON]","path":"$.toJSON"}}
// why: toJSON is a function like any other: what calls it hands control back to the guest
({
  toJSON() {
    while (1);
  },
});
