// policy: production
// outcome: completed []
// why: an object of the engine's that is not in the language may hold more than it seems
const odd = [];
for (let at = performance; at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
  for (const key of Reflect.ownKeys(at)) {
    const value = typeof key === "symbol" ? 0 : performance[key];
    const result =
      typeof value === "function" && key !== "constructor" ? value.call(performance) : value;
    if (typeof result !== "number" && key !== "constructor") odd.push(String(key));
  }
}
odd;
