// policy: production call_depth=1000000
// outcome: threw RangeError
// why: the replacement function replaces, with a pattern matcher's frame in between
function deeper() {
  return "a".replace(/a/, deeper);
}
deeper();
