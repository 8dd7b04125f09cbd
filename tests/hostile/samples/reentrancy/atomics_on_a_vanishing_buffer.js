// policy: production
// outcome: completed true
// why: converting the operand gives the memory away that is to be exchanged
const array = new Int32Array(1000);
let refusal;
try {
  Atomics.exchange(array, 999, {
    valueOf() {
      array.buffer.transfer();
      return 1;
    },
  });
} catch (error) {
  refusal = error;
}
refusal instanceof TypeError || refusal instanceof RangeError;
