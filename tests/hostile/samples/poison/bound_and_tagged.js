// policy: production
// outcome: completed [[],"Map(1) { 1 => 2 }"]
// console: [["log","Map(1) { 1 => 2 }"]]
// why: names, lengths and tags are asked for when functions are bound and values are named
const asked = [];
const { log } = console;
const map = new Map([[1, 2]]);
for (const object of [Function.prototype, Map.prototype, Object.prototype, Array.prototype]) {
  for (const key of [
    "name",
    "length",
    "displayName",
    "inspect",
    Symbol.toStringTag,
    Symbol.hasInstance,
    Symbol("nodejs.util.inspect.custom"),
    Symbol.for("nodejs.util.inspect.custom"),
  ]) {
    if (object === Array.prototype && key === "length") continue;
    Reflect.defineProperty(object, key, {
      get: () => void asked.push(String(key)),
      configurable: true,
    });
  }
}
setTimeout(() => {}, 1);
asked.length = 0;
log(map);
[asked, "Map(1) { 1 => 2 }"];
