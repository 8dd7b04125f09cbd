// policy: production
// outcome: completed "value"
// console: [["log","still"]]
// why: the program's promise is awaited by our code, with everything around promises replaced
const { log } = console;
const result = new Promise((resolve) => setTimeout(resolve, 5, "value"));
const poison = function () {
  for (;;);
};
for (const key of ["then", "catch", "finally", "constructor"])
  Object.defineProperty(Promise.prototype, key, { get: poison });
for (const key of ["resolve", "reject", "all", "try"])
  Object.defineProperty(Promise, key, { get: poison });
Object.defineProperty(Promise, Symbol.species, { get: poison });
queueMicrotask(() => log("still"));
result;
