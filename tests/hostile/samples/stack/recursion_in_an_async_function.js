// policy: production call_depth=1000000
// outcome: threw RangeError
// why: an async function runs at once until it waits
async function deeper() {
  await deeper();
}
deeper();
