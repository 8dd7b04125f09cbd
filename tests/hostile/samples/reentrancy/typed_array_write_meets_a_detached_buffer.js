// policy: production
// outcome: completed [{"$type":"undefined"},"TypeError"]
// why: converting the value gives the memory away that it is to be written to
const array = new Float64Array(1e4);
const value = {
  valueOf() {
    array.buffer.transfer();
    return 1.1;
  },
};
array[9999] = value;
const view = new DataView(new ArrayBuffer(1e4));
let name;
try {
  view.setFloat64(9000, {
    valueOf() {
      view.buffer.transfer();
      return 1.1;
    },
  });
} catch (error) {
  name = error.name;
}
[array[9999], name];
