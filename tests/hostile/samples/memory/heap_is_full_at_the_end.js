// policy: production
// outcome: limit memory or completed "small"
// by: engine
// why: a small value has to cross out of a heap that has no room left; there may be just enough
globalThis.hoard = null;
try {
  for (;;) hoard = [hoard];
} catch {
  // full
}
("small");
