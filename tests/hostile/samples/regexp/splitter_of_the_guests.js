// policy: production
// outcome: completed [["",""],["TypeError"]]
// why: split builds its own pattern with a constructor that the guest chooses, and believes what it finds
class Mine extends RegExp {
  exec() {
    this.lastIndex = 99;
    return { index: 0, length: 1, 0: "" };
  }
}
const first = "ab".split(new Mine("x"));
const pattern = /x/;
pattern.constructor = { [Symbol.species]: 5 };
let second;
try {
  second = "ab".split(pattern);
} catch (error) {
  second = [error.name];
}
[first, second];
