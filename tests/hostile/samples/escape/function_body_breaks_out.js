// policy: production
// kind: function
// outcome: completed [["undefined","undefined","undefined"],1]
// why: a body that closes the function around it and opens another sees only what it would see anyway
  globalThis.first = 1;
}),
(globalThis.first = 1),
(function () {
  return [[typeof process, typeof host, typeof primordials], first];
