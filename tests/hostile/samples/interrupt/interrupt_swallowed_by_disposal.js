// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: errors of several clean-ups are wrapped into one, which can be caught, the interruption too
const stack = new DisposableStack();
for (let i = 0; i < 2; i++) {
  stack.defer(() => {
    for (;;);
  });
}
let end;
try {
  stack.dispose();
} catch {
  end = "escaped";
}
end;
