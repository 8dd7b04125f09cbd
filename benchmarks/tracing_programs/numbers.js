// Loops over numbers: a sieve, a matrix product, a checksum.
function sieve(limit) {
  const isComposite = new Uint8Array(limit + 1);
  let count = 0;
  for (let n = 2; n <= limit; n++) {
    if (isComposite[n]) continue;
    count++;
    for (let multiple = n * n; multiple <= limit; multiple += n) isComposite[multiple] = 1;
  }
  return count;
}

function multiply(a, b, size) {
  const product = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += a[row * size + k] * b[k * size + column];
      product[row * size + column] = sum;
    }
  }
  return product;
}

const primes = sieve(1_000_000);
const size = 110;
const numbers = Float64Array.from({ length: size * size }, (_, i) => (i * 7919) % 1000);
const product = multiply(numbers, numbers, size);
let checksum = primes;
for (let i = 0; i < product.length; i++) checksum = (checksum * 31 + product[i]) | 0;
checksum;
