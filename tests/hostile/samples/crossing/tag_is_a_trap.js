// policy: production
// outcome: completed {"[[symbols]]":{"$type":"opaque","kind":"symbol-keys","description":"Symbol(Symbol.toStringTag)","path":"$[\"[[symbols]]\"]"}}
// why: the tag that a common test for types reads may be an accessor
({
  get [Symbol.toStringTag]() {
    for (;;);
  },
});
