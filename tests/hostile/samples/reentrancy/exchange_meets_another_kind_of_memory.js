// policy: production
// outcome: completed [7,"refused",0]
// why: one operand of two gives the memory away that is compared and exchanged
const first = new Int32Array(4).fill(7);
const kept = Atomics.compareExchange(first, 0, { valueOf: () => 7 }, { valueOf: () => 9 });
const second = new Int32Array(4);
let end;
try {
  Atomics.compareExchange(second, 0, { valueOf: () => (second.buffer.transfer(), 0) }, 1);
} catch {
  end = "refused";
}
[kept, end, second.length];
