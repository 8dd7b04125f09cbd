// policy: production
// outcome: threw TypeError
// why: every prototype has traps for the names that a tracer would use
const names = ["get", "set", "value", "call", "apply", "length", "name", "0", "1", "toString", "push"];
let touched = 0;
for (const prototype of [Object.prototype, Function.prototype, Array.prototype, String.prototype, Number.prototype]) {
  for (const name of names) {
    const own = Object.getOwnPropertyDescriptor(prototype, name);
    if (own && !own.configurable) continue;
    const kept = own?.value;
    Object.defineProperty(prototype, name, {
      configurable: true,
      get() { touched++; return kept; },
      set() { touched++; },
    });
  }
}
touched = 0;
function f(a) {
  for (let i = 0; i < 3; i++) a += "b";
  try { throw a; } catch (e) { return `${e}c`; }
}
const arrow = (x) => x;
f("a"); arrow(1);
(0, eval)("1 + 'x'");
let n = touched;
n;
