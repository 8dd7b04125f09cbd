// policy: production
// outcome: limit memory or threw Error
// by: engine
// why: an error has to be described out of a heap that has no room left; there may be just enough
globalThis.hoard = null;
const error = new Error("prepared");
try {
  for (;;) hoard = [hoard];
} catch {
  // full
}
throw error;
