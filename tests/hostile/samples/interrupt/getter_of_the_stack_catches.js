// policy: production cpu_seconds=0.1
// outcome: limit cpu
// by: engine or psutil
// why: a thrown error runs getters when it is described, each with a loop and a catch
const error = new Error("x");
const loop = () => {
  for (;;) {
    try {
      for (;;);
    } catch {
      continue;
    }
  }
};
for (const name of ["name", "message", "stack", "cause"])
  Object.defineProperty(error, name, { get: loop, enumerable: true });
throw error;
