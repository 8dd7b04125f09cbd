// policy: production heap_bytes=1048576
// outcome: completed "alive"
// why: memory runs out at each step of each operation in turn, and after that the engine must still work
const keep = [];
const add = (value) => keep.push(value);
const quiet = () => {};
const makeGenerator = function* () {
  yield* [1];
};
const makeArguments = function (x) {
  arguments[0] = 1;
  return [arguments, x, () => x];
};
const operations = [
  () => add({ a: 1, b: [2, { c: 3 }] }),
  () => add(new Map([[1, new Set([2])]])),
  () => add(makeGenerator().next()),
  () => add(makeArguments(5)),
  () => add((0, eval)("(() => 1)")),
  () => add(new Function("a", "return a")),
  () => add(/(?<x>a)|(b+)*/d.exec("ab")),
  () => add(new RegExp("[a-z]*?(?:x)", "v")),
  () => add(JSON.parse('{"a":[1,{"b":"c"}]}')),
  () => add(JSON.stringify({ a: [1, { b: "c" }] })),
  () => add("a,b,c".split(",").map((x) => x + x)),
  () => add([..."abc"].sort().toSpliced(1, 1)),
  () => add([3, 1, 2].sort((a, b) => a - b)),
  () => add(new Proxy({}, { get: quiet }).x),
  () => add(new (class extends Array {})(3).map((x) => x)),
  () => add(Promise.all([1, Promise.resolve(2)]).then(quiet)),
  () => add([1].values().filter(quiet).take(1)),
  () => add((2n ** 200n).toString() + BigInt("9".repeat(40))),
  () => add(new Float64Array([1, 2]).toSorted()),
  () => add(new ArrayBuffer(8, { maxByteLength: 64 }).transfer(32)),
  () => add(new Error("x", { cause: 1 }).stack),
  () => add(Object.groupBy([1, 2], (x) => x)),
  () => add(new Set([1]).union(new Set([2]))),
  () => add("e\u0301".normalize() + btoa("abc") + encodeURIComponent("é")),
  () => add(new Date(0).toISOString()),
  () => add(Symbol("s").description),
  () => add(new WeakRef({}).deref()),
  () => null.x,
  () => missing,
  () => new Array(-1),
  () => (0, eval)("("),
  () => console.log({ a: [1, new Map([[1, 2]])] }, new Error("x")),
  () => clearTimeout(setTimeout(quiet, 1, 2, 3)),
];
const large = [];
const small = Array(4000).fill(null);
let top = 0;
try {
  for (;;) large.push(new Uint8Array(1000));
} catch {
  large.length -= 3;
}
for (let room = 0; room < 40; room++) {
  for (let at = 0; at < operations.length; at++) { // an iterator would need room outside of a try
    const operation = operations[at];
    try {
      for (; top < 4000; top++) small[top] = {};
    } catch {
      for (let i = 0; i < room && top > 0; i++) small[--top] = null;
    }
    try {
      operation();
    } catch {
      keep.length = 0;
    }
  }
}
"alive";
