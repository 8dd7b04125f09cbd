// policy: production heap_bytes=4194304
// outcome: completed [5,"alive!"]
// why: hooks run while the heap is at its end, and the guest goes on
let kept = [], caught = 0;
function fill() {
  for (let i = 0; ; i++) kept.push("a".repeat(1000) + i);
}
function give(s) { return s + "!"; }
for (let turn = 0; turn < 5; turn++) {
  try {
    fill();
  } catch (e) {
    caught++;
    try { let s = ""; for (let i = 0; i < 100; i++) s += give(`x${i}`); } catch { caught += 0; }
    kept.length = 0;
  }
}
[caught, give("alive")];
