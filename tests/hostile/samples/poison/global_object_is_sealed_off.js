// policy: production
// outcome: completed [1]
// console: [["log","x"],["log","y"]]
// why: the global object is emptied, sealed and put below a proxy
const { log } = console;
setTimeout(log, 1, "y");
const all = globalThis;
const { deleteProperty, ownKeys, setPrototypeOf } = Reflect;
const result = [1];
setPrototypeOf(all, new Proxy({}, {
  get(_, key) {
    throw key;
  },
  has: () => true,
}));
const keys = ownKeys(all);
for (let i = 0; i < keys.length; i++) deleteProperty(all, keys[i]);
log("x");
result;
