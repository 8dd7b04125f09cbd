// policy: production
// outcome: completed []
// why: names through which other hosts of this engine reach files, processes and bytecode
[
  "std", "os", "bjson", "scriptArgs", "print", "load", "loadScript", "require", "process", "module",
  "exports", "Deno", "Bun", "WScript", "ActiveXObject", "Worker", "fetch", "XMLHttpRequest", "gc",
  "navigator", "read", "quit", "host", "Host",
].filter((name) => name in globalThis);
