// The text of every function that can be reached from the global object.
const seen = new Set();
const lines = [];
function visit(value, path) {
  if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value) || path.length > 80) return;
  if (value === lines || value === seen || value === visit) return;
  seen.add(value);
  if (typeof value === "function") lines.push(path + ": " + Function.prototype.toString.call(value));
  for (const key of Reflect.ownKeys(value)) {
    const { value: inner, get, set } = Object.getOwnPropertyDescriptor(value, key);
    visit(inner, path + "." + String(key));
    visit(get, path + ".get " + String(key));
    visit(set, path + ".set " + String(key));
  }
  visit(Object.getPrototypeOf(value), path + ".__proto__");
}
visit(globalThis, "");
lines;
