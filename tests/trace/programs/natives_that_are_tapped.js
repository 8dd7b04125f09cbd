// Those natives that a tracer would look at: descriptors, keys, prototype, constructability, extras.
const of = (owner, key) => [key.toString(), owner, key];
const list = [
  of(globalThis, "eval"), of(globalThis, "Function"), of(globalThis, "Date"), of(globalThis, "atob"), of(globalThis, "btoa"),
  of(globalThis, "unescape"), of(globalThis, "escape"), of(globalThis, "decodeURIComponent"), of(globalThis, "decodeURI"),
  of(globalThis, "setTimeout"), of(globalThis, "setInterval"), of(globalThis, "parseInt"), of(Date, "now"), of(Date, "UTC"), of(Date, "parse"),
  of(Math, "random"), of(performance, "now"), of(String, "fromCharCode"), of(String, "fromCodePoint"), of(String, "raw"),
  of(String.prototype, "replace"), of(String.prototype, "split"), of(String.prototype, "concat"), of(String.prototype, "slice"),
  of(String.prototype, "substr"), of(String.prototype, "charAt"), of(String.prototype, "repeat"), of(Array.prototype, "join"),
  of(Array.prototype, "reverse"), of(Array.prototype, "map"), of(Array.prototype, "toString"), of(Function.prototype, "toString"),
  of(Function.prototype, "call"), of(Function.prototype, "apply"), of(Function.prototype, "bind"), of(JSON, "parse"), of(JSON, "stringify"),
  of(Reflect, "apply"), of(Reflect, "construct"), of(Object, "defineProperty"),
];
function attempt(f) { try { return String(f()) } catch (e) { return e.name + ": " + e.message } }
list.map(([name, owner, key]) => {
  const d = Object.getOwnPropertyDescriptor(owner, key) || Object.getOwnPropertyDescriptor(Object.getPrototypeOf(owner), key);
  const f = d.value;
  return [
    name, d.writable, d.enumerable, d.configurable, Reflect.ownKeys(f).map(String).join(), f.name, f.length,
    Object.getPrototypeOf(f) === Function.prototype, "prototype" in f, Object.isExtensible(f), Object.prototype.toString.call(f),
    attempt(() => f.caller), attempt(() => f.arguments), attempt(() => typeof Reflect.construct(Object, [], f)),
    attempt(() => { f.mark = 1; const was = f.mark; delete f.mark; return was }),
  ].join(" ");
});
