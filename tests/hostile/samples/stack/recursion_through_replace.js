// policy: production
// outcome: threw RangeError
// why: the replacement function replaces, with a pattern matcher's frame in between
function deeper() {
  return "a".replace(/a/, deeper);
}
deeper();
