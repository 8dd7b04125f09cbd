// policy: production call_depth=20
// outcome: limit call_depth
// by: guard
// why: each generator hands over to a new one, inside try and finally
function* deeper() {
  try {
    yield* deeper();
  } finally {
    yield "alive";
  }
}
[...deeper()];
