// policy: production
// outcome: completed ["gsp{fo1","gsp{fo2e","gsp{fo3","1-2",true]
// why: no builtin can be changed any more, neither by the guest nor by us
const seen = new Set();
const freeze = (object) => {
  if ((typeof object !== "object" && typeof object !== "function") || object === null) return;
  if (seen.has(object)) return;
  seen.add(object);
  for (const key of Reflect.ownKeys(object)) {
    const { value, get, set } = Reflect.getOwnPropertyDescriptor(object, key);
    freeze(value); freeze(get); freeze(set);
  }
  freeze(Reflect.getPrototypeOf(object));
  if (object !== globalThis) Object.freeze(object);
};
freeze(globalThis);
function f(x) {
  let s = "";
  for (const c of [..."frozen"]) s += String.fromCharCode(c.charCodeAt(0) + 1);
  try { throw new TypeError(s); } catch (e) { return e.message + x; }
}
[f(1), eval("f(2) + 'e'"), new Function("return `${f(3)}`")(), [1, 2].join("-"), Object.isFrozen(eval)];
