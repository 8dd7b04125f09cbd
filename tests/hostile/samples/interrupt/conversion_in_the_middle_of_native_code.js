// policy: production cpu_seconds=0.1
// outcome: limit cpu
// by: engine or psutil
// why: an interruption inside a conversion leaves through native code that has errors of its own to report
const loops = {
  valueOf() {
    for (;;);
  },
};
const ways = [
  () => [3, 1].sort(() => loops),
  () => new Date(loops),
  () => "x".repeat(loops),
  () => JSON.parse("[1]", () => +loops),
  () => new Uint8Array([loops]),
  () => Math.max(loops),
  () => BigInt.asIntN(loops, 1n),
  () => Reflect.apply(String, loops, [loops]) && +loops,
];
for (let i = 0; ; i++) {
  try {
    ways[i % ways.length]();
  } catch {
    continue;
  }
}
