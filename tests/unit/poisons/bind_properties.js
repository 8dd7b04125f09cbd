// Binding a function reads its name and length.
for (const f of [Reflect.apply, Function.prototype.call, Function.prototype.bind]) {
  Object.defineProperty(f, "name", { get: poison });
  Object.defineProperty(f, "length", { get: poison });
}
