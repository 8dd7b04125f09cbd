// policy: production
// outcome: threw ""
// thrown: {"toString":{"$type":"opaque","kind":"function","description":"[Function: toString]","path":"$.toString"}}
// why: showing what was thrown must not mean asking it for its text
throw {
  toString() {
    while (1);
  },
};
