// policy: production
// outcome: completed {"$type":"opaque","kind":"promise","description":"[Promise]","path":"$"}
// why: queues of requests to generators that wait for each other
async function* source(n) {
  try {
    for (let i = 0; i < n; i++) yield i;
  } finally {
    await null;
  }
}
async function* relay(inner) {
  for await (const value of inner) yield value + 1;
}
(async () => {
  let chain = source(20);
  for (let i = 0; i < 50; i++) chain = relay(chain);
  const seen = [];
  for await (const value of chain) {
    seen.push(value);
    if (value > 60) break;
  }
  const one = source(3);
  const asked = await Promise.all([one.next(), one.return("r"), one.next(), one.throw("t").catch((e) => e)]);
  return [seen, asked];
})();
