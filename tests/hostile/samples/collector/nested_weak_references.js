// policy: production
// outcome: completed "survived"
// why: the collector follows links natively; a long chain must not cost it its stack
let chain = new WeakMap();
for (let i = 0; i < 1e5; i++) {
  const key = {};
  chain = new WeakMap([[key, { key, chain }]]);
}
chain = null;
("survived");
