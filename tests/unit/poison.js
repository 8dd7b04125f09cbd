// What every file in poisons/ can use: `poison`, which throws, and `reachable`, which returns everything
// that a guest can get at through properties, accessors, prototypes and syntax.
const poison = () => {
  throw "poison";
};

function reachable() {
  const { ownKeys, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;
  const every = [];
  const seen = new Set();
  const add = (o) => {
    if ((typeof o !== "object" && typeof o !== "function") || o === null || seen.has(o)) return;
    seen.add(o);
    every.push(o);
  };
  [
    globalThis, [].values(), ""[Symbol.iterator](), new Map().entries(), new Set().entries(),
    /x/[Symbol.matchAll](""), [].values().map((x) => x), Iterator.from({ next() {} }), function* () {},
    async function* () {}, async () => {}, (function* () {})(), (async function* () {})(),
  ].forEach(add);
  for (let i = 0; i < every.length; i++) {
    for (const key of ownKeys(every[i])) {
      const d = getOwnPropertyDescriptor(every[i], key);
      add(d.value);
      add(d.get);
      add(d.set);
    }
    add(getPrototypeOf(every[i]));
  }
  return every;
}
