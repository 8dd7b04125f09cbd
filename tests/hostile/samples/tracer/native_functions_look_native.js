// policy: production
// outcome: completed [["String.fromCharCode.proto"],true,[]]
// why: the text, name and length of every builtin, and that none is there twice
const seen = new Map();
const walk = (object, path) => {
  if ((typeof object !== "object" && typeof object !== "function") || object === null || seen.has(object)) return;
  seen.set(object, path);
  for (const key of Reflect.ownKeys(object)) {
    const found = Reflect.getOwnPropertyDescriptor(object, key);
    for (const part of [found.value, found.get, found.set]) walk(part, path + "." + String(key));
  }
  walk(Reflect.getPrototypeOf(object), path + ".proto");
};
const names = Reflect.ownKeys(globalThis).filter((key) => typeof key === "string");
for (const name of ["String", "Array", "Date", "Math", "Function", "eval", "atob", "btoa", "unescape", "performance", "Reflect", "Promise", "JSON", "console", "setTimeout"])
  walk(globalThis[name], name);
const odd = [];
let functions = 0;
for (const [object, path] of seen) {
  if (typeof object !== "function") continue;
  functions++;
  const text = Function.prototype.toString.call(object);
  if (!/^(function|class)?[^]*\{\s*\[native code\]\s*\}$/.test(text)) odd.push(path + ": " + text.slice(0, 60));
  if (Reflect.ownKeys(object).some((key) => key === "caller" || String(key).includes("trace"))) odd.push(path);
}
[odd, functions > 200, names.filter((name) => /trace|hook|stockade|__/i.test(name))];
