// policy: production
// outcome: limit memory or completed 0
// by: engine
// why: the console has to write out of a heap that has no room left
globalThis.hoard = null;
try {
  for (;;) hoard = [hoard];
} catch {
  // full
}
for (let i = 0; i < 1000; i++) {
  try {
    console.log("line", i, { i });
  } catch {
    // no room
  }
}
0;
