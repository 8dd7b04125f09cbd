// policy: production
// outcome: completed ["refused","refused","-1",0,"refused","refused"]
// why: the number of bits to keep may be far more than any number has
const attempt = (action) => {
  try {
    return action();
  } catch {
    return "refused";
  }
};
[
  attempt(() => BigInt.asUintN(2 ** 53 - 1, -1n)),
  attempt(() => BigInt.asIntN(2 ** 53, 1n)),
  attempt(() => String(BigInt.asIntN(2 ** 53 - 1, -1n))),
  attempt(() => Number(BigInt.asUintN(0, -1n))),
  attempt(() => BigInt.asUintN(-1, 1n)),
  attempt(() => 1n << (2n ** 64n)),
];
