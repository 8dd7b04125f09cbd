// policy: production cpu_seconds=0.1
// outcome: limit cpu
// by: engine or psutil
// why: the pattern of a catch clause would run getters and defaults, if it ever got the interruption
for (;;) {
  try {
    for (;;);
  } catch ({ message = "escaped", ...rest }) {
    continue;
  }
}
