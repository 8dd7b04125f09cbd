// Names of globals that are accessors, and a count of who reads them.
const counts = {};
for (const name of ["hidden", "undefinedName", "g1", "Function2", "_0x1", "magic"]) Object.defineProperty(globalThis, name, { get() { counts[name] = (counts[name] || 0) + 1; return name }, set() { counts[name] = (counts[name] || 0) + 100 }, configurable: true });
for (const name of ["eval", "Function", "Date", "Math", "String", "Error", "Object", "Symbol", "Array", "undefined", "NaN", "Promise", "Reflect", "JSON", "Proxy", "Map"]) {
  const value = globalThis[name];
  try { Object.defineProperty(globalThis, name, { get() { counts[name] = (counts[name] || 0) + 1; return value }, set() { counts[name] = (counts[name] || 0) + 100 }, configurable: true }) } catch (e) { counts["fixed " + name] = 1 }
}
function f(a) { for (const x of [1, 2]) a += hidden + x; return a + "s" }
const results = [f("a"), eval("g1 + 'x'"), (0, eval)("g1"), new Function("return magic")(), hidden += "x", typeof undefinedName, (() => { try { throw new Error("x") } catch (e) { return "caught" } })()];
async function later() { await null; return _0x1 }
later();
[results, counts];
