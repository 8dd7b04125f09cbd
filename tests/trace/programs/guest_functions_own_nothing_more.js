// Own keys and flags of each kind of function that a guest can make.
const made = {
  sloppy: function (a, b) { return a }, strict: function () { "use strict"; return 1 }, arrow: (a) => a, async: async function () {}, asyncArrow: async () => {},
  generator: function* (a) { yield a }, asyncGenerator: async function* () {}, method: { m() { return 1 } }.m, getter: Object.getOwnPropertyDescriptor({ get g() { return 1 } }, "g").get,
  klass: class { static s = 1; m() {} }, derived: class extends Array {}, bound: function (a, b, c) {}.bind(null, 1), made: Function("a", "return a"), evaluated: eval("(function e(){})"),
};
function attempt(f) { try { return String(f()) } catch (e) { return e.name + ": " + e.message } }
Object.entries(made).map(([name, f]) => [name, ...Reflect.ownKeys(f).map((key) => {
  const d = Object.getOwnPropertyDescriptor(f, key);
  return String(key) + (d.writable ? "w" : "") + (d.enumerable ? "e" : "") + (d.configurable ? "c" : "") + typeof d.value + (key === "length" || key === "name" ? d.value : "");
}), attempt(() => f.caller), attempt(() => f.arguments), attempt(() => typeof new f()), f.prototype ? Reflect.ownKeys(f.prototype).map(String).join() : "none"].join(" "));
