// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: what an executor throws becomes a rejection, the interruption too: the loop around it goes on
for (;;) {
  new Promise(() => {
    for (;;);
  });
}
