// A property that is missing would be looked for in Object.prototype: in a descriptor, an options
// object, a record of our own.
const names = [
  "value", "get", "set", "writable", "enumerable", "configurable", "length", "toJSON", "then", "kind",
  "holder", "step", "depth", "index", "done", "next", "self", "omitPadding", "alphabet",
  "lastChunkHandling", "maxByteLength", "flags", "source", "lastIndex", "run", "interval", "serial",
];
for (const name of names) {
  Object.defineProperty(Object.prototype, name, { __proto__: null, get: poison, set: poison });
}
