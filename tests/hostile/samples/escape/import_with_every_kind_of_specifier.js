// policy: production
// outcome: completed ["data:text/javascript,export default 1","data:text/javascript,export default 1","data:text/javascript,export default 1","data:text/javascript,export default 1"]
// why: a specifier may be a path, a scheme, a number of a descriptor; only one that holds the text of the module itself is loaded
const specifiers = [
  "/etc/passwd",
  "file:///etc/passwd",
  "./sample.js",
  "../sample.js",
  "data:text/javascript,export default 1",
  "http://127.0.0.1/",
  "node:fs",
  "qjs:std",
  "qjs:os",
  "qjs:bjson",
  "std",
  "os",
  "/proc/self/environ",
  "/dev/stdin",
  "",
  "\0",
  "sample\0.js",
  ".",
  "a".repeat(100000),
  "stockade:look",
];
(async () => {
  const loaded = [];
  for (const specifier of specifiers) {
    for (const options of [
      undefined,
      { with: { type: "json" } },
      { with: { type: "text" } },
      { with: { type: "bytes" } },
    ]) {
      await import(specifier, options).then(
        () => loaded.push(specifier),
        () => undefined,
      );
    }
  }
  return loaded;
})();
