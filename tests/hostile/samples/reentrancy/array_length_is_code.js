// policy: production
// outcome: completed [1,"RangeError"]
// why: the length is converted twice, and the array changes in between
const array = [1, 2, 3];
let turn = 0;
let name;
try {
  Object.defineProperty(array, "length", {
    value: {
      valueOf() {
        array.length = 1;
        return turn++ ? 5 : 4;
      },
    },
  });
} catch (error) {
  name = error.name;
}
[array.length, name];
