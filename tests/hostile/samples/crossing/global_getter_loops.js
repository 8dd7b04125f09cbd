// policy: production
// outcome: completed "untouched"
// why: a global accessor waits for somebody who looks names up from outside
for (const name of ["x", "result", "value", "console", "setTimeout"]) {
  Object.defineProperty(globalThis, name, {
    get() {
      while (1);
    },
  });
}
("untouched");
