// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: an error that ends a loop outranks the one that closing its iterator throws, the interruption too
const endless = {
  [Symbol.iterator]: () => ({
    next: () => ({ value: 1, done: false }),
    return() {
      for (;;);
    },
  }),
};
let end;
try {
  for (const _ of endless) throw 1;
} catch {
  end = "escaped";
}
end;
