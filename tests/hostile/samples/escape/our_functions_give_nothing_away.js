// policy: production
// outcome: completed []
// why: the functions that we give the guest may have a prototype, a source, an owner or a target in reach
const given = [
  ...Object.values(console),
  setTimeout,
  setInterval,
  setImmediate,
  clearTimeout,
  clearInterval,
  clearImmediate,
];
const odd = [];
for (const each of given) {
  const keys = Reflect.ownKeys(each).filter((key) => key !== "name" && key !== "length");
  if (keys.length > 0) odd.push([each.name, "has", ...keys.map(String)]);
  if (Object.getPrototypeOf(each) !== Function.prototype) odd.push([each.name, "inherits"]);
  if (!/^function [^{}]*\{\s*\[native code\]\s*\}$/.test(Function.prototype.toString.call(each)))
    odd.push([each.name, "source"]);
  for (const key of ["caller", "arguments", "callee", "target", "boundThis", "prototype"]) {
    try {
      if (each[key] !== undefined) odd.push([each.name, key]);
    } catch (error) {
      if (!(error instanceof TypeError)) odd.push([each.name, key, "throws"]);
    }
  }
  try {
    odd.push([each.name, "constructs", typeof new each()]);
  } catch (error) {
    if (!(error instanceof TypeError)) odd.push([each.name, "throws"]);
  }
}
odd;
