// policy: production
// outcome: completed ["0","-1","0","-1","refused","0"]
// why: shifting by a negative or huge amount is shifting the other way, or away
const attempt = (action) => {
  try {
    return String(action());
  } catch {
    return "refused";
  }
};
[
  () => 5n >> (2n ** 70n),
  () => -5n >> (2n ** 70n),
  () => 5n << -(2n ** 70n),
  () => -5n << -(2n ** 70n),
  () => 5n >> -(2n ** 70n),
  () => 0n << (2n ** 70n),
].map(attempt);
