// policy: production
// outcome: completed "TypeError"
// why: the array that takes the elements is chosen by the guest, and is read-only
class Odd extends Array {
  static get [Symbol.species]() {
    return function () {
      return Object.freeze([0]);
    };
  }
}
let name;
try {
  Odd.of(1, 2, 3).concat([4, 5]);
} catch (error) {
  name = error.name;
}
name;
