// policy: production
// outcome: completed {"found":[]}
// why: with our functions on the stack, every question to every call site must give a name or a number
({
  get found() {
    const odd = [];
    Error.prepareStackTrace = (error, sites) => [error, sites];
    Error.stackTraceLimit = Infinity;
    const holder = {};
    Error.captureStackTrace(holder);
    for (const site of [...new Error().stack[1], ...holder.stack[1]]) {
      for (let at = site; at !== null; at = Object.getPrototypeOf(at)) {
        for (const key of Reflect.ownKeys(at)) {
          if (key === "constructor" || at === Object.prototype) continue;
          const value = typeof site[key] === "function" ? site[key]() : site[key];
          if (
            !["string", "number", "boolean", "undefined"].includes(typeof value) &&
            value !== null
          )
            odd.push(String(key));
        }
      }
    }
    return odd;
  },
});
