// policy: production
// outcome: completed ["refused",0]
// why: converting the new value gives the memory away that is to be copied
const numbers = new Uint8Array(8);
let end;
try {
  end = numbers.with(3, { valueOf: () => (numbers.buffer.transfer(), 1) }).join();
} catch {
  end = "refused";
}
[end, numbers.length];
