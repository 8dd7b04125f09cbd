// policy: production call_depth=1000000
// outcome: completed "RangeError"
// why: the guest may catch its own mistake, and the engine must be in order afterwards
function deeper() {
  return deeper() + 1;
}
let name;
for (let i = 0; i < 20; i++) {
  try {
    deeper();
  } catch (error) {
    name = error.name;
  }
}
name;
