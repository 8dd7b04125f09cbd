// policy: production
// outcome: completed [[50,51,52,53,54,55,56,57,58,59,60,61],[{"value":0,"done":false},{"value":"r","done":true},{"value":{"$type":"undefined"},"done":true}]]
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
  const asked = [await one.next(), await one.return("r"), await one.next()];
  return [seen, asked];
})();
