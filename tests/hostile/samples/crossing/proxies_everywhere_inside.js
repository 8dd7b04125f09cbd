// policy: production
// outcome: completed {"map":{"$type":"map","entries":[[{"$type":"opaque","kind":"proxy","description":"Proxy","path":"$.map<key 0>"},{"$type":"opaque","kind":"proxy","description":"Proxy of a function","path":"$.map<value 0>"}]]},"set":{"$type":"set","values":[{"$ref":"$.map.entries[0][0]"}]},"error":{"$type":"error","name":"Error","message":"m","stack":"s","properties":{"cause":{"$ref":"$.map.entries[0][0]"}}},"list":[{"$ref":"$.map.entries[0][0]"}]}
// why: a proxy as a key, a value, a member, a cause and an element, each with traps that loop
const loop = () => {
  for (;;);
};
const handler = new Proxy({}, { get: () => loop });
const proxy = new Proxy({}, handler);
({
  map: new Map([[proxy, new Proxy(function () {}, handler)]]),
  set: new Set([proxy]),
  error: Object.defineProperty(new Error("m", { cause: proxy }), "stack", { value: "s" }),
  list: [proxy],
});
