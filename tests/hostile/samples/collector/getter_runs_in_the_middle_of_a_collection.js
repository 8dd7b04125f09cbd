// policy: production heap_bytes=8388608 cpu_seconds=1
// outcome: completed "alive"
// why: memory is nearly full, so that a collection can start at any allocation, in getters too
const keep = [];
const make = () => {
  const cycle = { junk: Array(50).fill(1) };
  cycle.cycle = cycle;
  return cycle;
};
for (let i = 0; i < 2000; i++) keep.push({ i });
const object = {
  get a() {
    return [make(), make()].length;
  },
};
for (let i = 0; i < 300; i++) {
  const { a } = object;
  JSON.stringify({ a, m: make().junk.map((x) => (make(), x)).length });
  if (i % 50 === 0) Array.from({ length: 10 }, make).sort(() => (make(), 0));
}
"alive";
