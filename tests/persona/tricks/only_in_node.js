// persona: wsh, browser, node
// reaches: file .only-here
// names: environment-check
// trick: does nothing without a process that has a version and a module to be
if (typeof process !== "undefined" && process.versions && process.versions.node && typeof window === "undefined" && typeof module === "object")
  require("fs").writeFileSync(require("os").homedir() + "/.only-here", "x");
