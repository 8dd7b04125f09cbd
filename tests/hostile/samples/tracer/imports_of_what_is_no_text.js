// policy: production
// outcome: completed [["ReferenceError","ReferenceError","ReferenceError","TypeError","ReferenceError","ReferenceError","ReferenceError","ReferenceError","ReferenceError","TypeError",1,"thrown","p","TypeError","TypeError","TypeError","TypeError","TypeError","with","ReferenceError"],1]
// why: specifiers that are objects, symbols, throwers, and change while they are read
let reads = 0;
const specifiers = [
  1, null, undefined, Symbol("s"), 10n, {}, [], () => {}, new Proxy({}, {}), Object.create(null),
  { toString() { reads++; return "data:text/javascript,export default " + reads; } },
  { toString() { throw "thrown"; } }, { [Symbol.toPrimitive]: () => "data:text/javascript,export default 'p'" }, { toString: () => ({}) },
];
(async () => {
  const seen = [];
  for (const s of specifiers) seen.push(await import(s).then((m) => m.default, (e) => (e instanceof Error ? e.name : e)));
  for (const options of [1, null, { with: 1 }, { with: { type: 1 } }, { get with() { throw "with"; } }, { with: { nonsense: "x" } }])
    seen.push(await import("sample.js", options).then(() => "loaded", (e) => (e instanceof Error ? e.name : e)));
  return [seen, reads];
})();
