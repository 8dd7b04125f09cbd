// AsyncFunction and AsyncGeneratorFunction.
const AsyncFunction = (async () => {}).constructor;
const AsyncGeneratorFunction = Object.getPrototypeOf(async function* () {}).constructor;
const f = AsyncFunction("a", "await null; return a + 'x'");
const g = new AsyncGeneratorFunction("n", "for (let i = 0; i < n; i++) yield i + 'y'");
(async () => {
  const out = [await f(1), f.name, f.length];
  for await (const x of g(3)) out.push(x);
  try { AsyncFunction("}") } catch (e) { out.push(e.message) }
  out.push(await Reflect.construct(AsyncFunction, ["return this === globalThis"])(), await AsyncFunction("return eval('typeof a' + 1)")());
  return out;
})();
