// policy: production
// outcome: completed {"reached":[]}
// why: a getter runs below our own functions; the trace it makes must not hand them over
({
  get reached() {
    const functions = [];
    Error.prepareStackTrace = (_, sites) => sites;
    for (const site of new Error().stack) {
      for (const name of ["getFunction", "getThis", "getEvalOrigin"]) {
        try {
          const found = site[name]();
          if (typeof found === "function" || typeof found === "object") functions.push(name);
        } catch {
          // not there: good
        }
      }
    }
    return functions;
  },
});
