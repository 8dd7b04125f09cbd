// policy: production
// outcome: completed []
// why: every way to a Function constructor leads to one that makes code in the guest's own global scope
const names = [
  "process",
  "require",
  "module",
  "global",
  "Deno",
  "Bun",
  "std",
  "os",
  "bjson",
  "print",
  "load",
  "gc",
  "scriptArgs",
  "Worker",
  "WebAssembly",
  "fetch",
  "XMLHttpRequest",
  "ActiveXObject",
  "WScript",
  "java",
  "navigator",
  "window",
];
const test = `(name) => (0, eval)("typeof " + name) !== "undefined"`;
const source = `return ${JSON.stringify(names)}.filter(${test})`;
const starts = [
  class {},
  () => 1,
  Function.prototype,
  Object,
  console.log,
  setTimeout,
  clearInterval,
  Symbol,
  Proxy,
  Reflect.apply,
  new Error().constructor,
  (() => 1).bind(),
  Object.getOwnPropertyDescriptor(Map.prototype, "size").get,
  queueMicrotask,
  performance.now,
];
const found = [];
for (const start of starts) {
  const { constructor } = Object.getPrototypeOf(start);
  found.push(
    ...(typeof constructor === "function" && constructor !== Object ? constructor(source)() : []),
  );
}
const makers = [function* () {}, async () => {}, async function* () {}].map(
  (f) => Object.getPrototypeOf(f).constructor,
);
found.push(...makers[0](source)().next().value);
for (const make of makers.slice(1))
  if (make("return this")() === undefined) found.push("no promise");
found;
