// Names, order, flags and types of all properties of all builtins.
const seen = new Set();
const lines = [];
const mine = new Set(["seen", "lines", "mine", "visit", "describe"]);
function describe(owner, key) {
  const d = Object.getOwnPropertyDescriptor(owner, key);
  const flags = (d.writable ? "w" : "") + (d.enumerable ? "e" : "") + (d.configurable ? "c" : "");
  const is = "value" in d ? typeof d.value === "function" ? "f " + d.value.name + "/" + d.value.length : typeof d.value : "accessor " + (d.get && d.get.name) + " " + (d.set && d.set.name);
  return String(key) + " [" + flags + "] " + is;
}
function visit(value, path) {
  if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value)) return;
  seen.add(value);
  const keys = Reflect.ownKeys(value).filter((key) => !(value === globalThis && mine.has(key)));
  lines.push(path + " (" + typeof value + ", " + (Object.isExtensible(value) ? "open" : "closed") + "): " + keys.map((key) => describe(value, key)).join("; "));
  for (const key of keys) {
    const { value: inner, get, set } = Object.getOwnPropertyDescriptor(value, key);
    visit(inner, path + "." + String(key));
    visit(get, path + ".get " + String(key));
    visit(set, path + ".set " + String(key));
  }
  visit(Object.getPrototypeOf(value), path + ".__proto__");
}
visit(globalThis, "");
visit((function* () {})(), "generator");
visit((async function* () {})(), "async generator");
visit([][Symbol.iterator](), "array iterator");
visit("".matchAll(/x/g), "match iterator");
visit(async () => {}, "async function");
lines;
