// policy: production
// outcome: threw ""
// thrown: {"text":{"$type":"string","utf16":"00e9d800"},"numbers":[{"$type":"number","value":"-0"},{"$type":"hole"},1.152921504606847e+18],"map":{"$type":"map","entries":[["k",{"$type":"set","values":[{"$type":"bigint","value":"1"}]}]]},"date":{"$type":"date","ms":5,"iso":"1970-01-01T00:00:00.005Z"},"pattern":{"$type":"regexp","source":"a","flags":"gi"},"bytes":{"$type":"view","kind":"Uint8Array","buffer":{"$type":"buffer","base64":"AQI="},"offset":0,"length":2},"error":{"$type":"error","name":"N","message":"t","stack":"s","properties":{}},"boxed":{"$type":"boxed","value":"b"},"call":{"$type":"opaque","kind":"function","description":"[Function: call]","path":"$.call"},"[[symbols]]":{"$type":"opaque","kind":"symbol-keys","description":"Symbol(s)","path":"$[\"[[symbols]]\"]"}}
// console: [["log","x 1 [ 1, <1 empty item>, 's' ] Map(1) { 'k' => 5n }"],["error","late 7"],["log","n: 1"],["warn","No such timer: t"]]
// why: each name that a builtin or our code may look for is found on Object.prototype, and throws
const result = {
  text: "é\ud800",
  numbers: [-0, , 2 ** 60],
  map: new Map([["k", new Set([1n])]]),
  date: new Date(5),
  pattern: /a/gi,
  bytes: new Uint8Array([1, 2]),
  error: Object.defineProperties(new TypeError("t"), {
    name: { value: "N" },
    stack: { value: "s" },
  }),
  boxed: Object("b"),
  call() {},
  [Symbol("s")]: 1,
};
const shown = [1, , "s"];
const map = new Map([["k", 5n]]);
const { log, error, count, timeEnd } = console;
setTimeout(error, 10, "late %d", 7);
setTimeout(count, 20, "n");
setTimeout(timeEnd, 30, "t");
setTimeout(
  clearInterval,
  40,
  setInterval(() => {}, 100),
);
const {
  ownKeys,
  defineProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  setPrototypeOf,
  deleteProperty,
} = Reflect;
const every = [
  globalThis,
  [].values(),
  new Map().entries(),
  "".matchAll(/x/g),
  (function* () {})(),
  (async function* () {})(),
  [].values().map(String),
];
const known = new Set(every);
for (let i = 0; i < every.length; i++) {
  const add = (value) => {
    if (
      (typeof value !== "object" && typeof value !== "function") ||
      value === null ||
      known.has(value)
    )
      return;
    known.add(value);
    every.push(value);
  };
  for (const key of ownKeys(every[i])) {
    const { value, get, set } = getOwnPropertyDescriptor(every[i], key);
    [value, get, set].forEach(add);
  }
  add(getPrototypeOf(every[i]));
}
const poison = () => {
  throw "poison";
};
const words = `
  value get set writable enumerable configurable length then toJSON kind holder step depth index
  done next self run interval serial nesting text more left inside loops type offset size buffer
  content heap root prototype constructor raw cause name message stack flags source lastIndex
  groups indices alphabet omitPadding lastChunkHandling maxByteLength unit limit seen level
  values utf16 0 1 2 3
`;
const names = new Set(words.trim().split(/\s+/));
for (const object of every) for (const key of ownKeys(object)) names.add(key);
for (const name of ["__proto__", ...ownKeys(Object.prototype)]) names.delete(name);
for (const name of names)
  defineProperty(Object.prototype, name, {
    __proto__: null,
    get: poison,
    set: poison,
    configurable: true,
  });
log("x %d", 1, shown, map);
throw result;
