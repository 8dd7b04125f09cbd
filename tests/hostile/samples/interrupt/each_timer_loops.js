// policy: production cpu_seconds=0.1
// outcome: limit cpu
// by: engine or psutil
// why: every timer that is interrupted is followed by another one, set before the first ran
for (let i = 0; i < 100000; i++) {
  setTimeout(() => {
    for (;;);
  }, i);
}
