// policy: production
// outcome: completed [1000,1000,"w1998"]
// why: frames that wait for what never comes, and some that go on much later
const gates = [];
let passed = 0;
async function wait(n) {
  if (n % 2) await new Promise(() => undefined);
  await new Promise((resolve) => gates.push(resolve));
  passed++;
  return "w" + n;
}
const all = [];
for (let i = 0; i < 2000; i++) all.push(wait(i));
(async () => {
  for (const open of gates.splice(0).reverse()) open();
  const done = await Promise.all(all.filter((_, i) => i % 2 === 0));
  return [passed, done.length, done[999]];
})();
