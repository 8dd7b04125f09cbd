// policy: production
// outcome: completed [2,4,6]
// why: the array that takes the elements is the one that they come from
class Self extends Array {
  static get [Symbol.species]() {
    return function () {
      return array;
    };
  }
}
const array = Self.of(1, 2, 3);
[...array.map((x) => 2 * x)];
