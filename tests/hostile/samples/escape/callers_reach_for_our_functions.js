// policy: production
// outcome: completed {"reached":"nothing"}
// why: the older ways to ask a function who called it
({
  get reached() {
    const self = Object.getOwnPropertyDescriptor(this, "reached").get;
    for (const name of ["caller", "arguments"]) {
      try {
        if (self[name]) return name;
      } catch {
        // forbidden: good
      }
    }
    return "nothing";
  },
});
