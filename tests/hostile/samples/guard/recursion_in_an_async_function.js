// policy: production call_depth=20
// outcome: limit call_depth
// by: guard
// why: an async function rejects instead of throwing
async function deeper() {
  try {
    await deeper();
  } catch {
    return "alive";
  }
}
deeper().then(() => "alive");
