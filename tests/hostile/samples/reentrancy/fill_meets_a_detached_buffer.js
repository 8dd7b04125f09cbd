// policy: production
// outcome: completed ["TypeError",0]
// why: converting the value gives the memory away that is being filled
const array = new Uint8Array(1e5);
let name;
try {
  array.fill({
    valueOf() {
      array.buffer.transfer();
      return 255;
    },
  });
} catch (error) {
  name = error.name;
}
[name, array.length];
