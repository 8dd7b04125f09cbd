// policy: production
// outcome: completed 0
// why: every prototype has traps for the names that a tracer would use
const names = ["get", "set", "value", "call", "apply", "length", "name", "0", "1", "toString", "push"];
const { defineProperty: define, getOwnPropertyDescriptor } = Object;
const describe = (object, name) => {
  const found = getOwnPropertyDescriptor(object, name);
  return found && Object.setPrototypeOf(found, null);
};
let touched = 0;
for (const prototype of [Object.prototype, Function.prototype, Array.prototype, String.prototype, Number.prototype]) {
  for (const name of names) {
    const own = describe(prototype, name);
    if (own && !own.configurable) continue;
    const kept = own?.value;
    const trap = Object.create(null);
    trap.configurable = true;
    trap.get = () => { touched++; return kept; };
    trap.set = () => { touched++; };
    define(prototype, name, trap);
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
