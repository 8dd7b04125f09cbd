// policy: production
// outcome: completed ["RangeError","refused","refused","refused",0]
// why: counts that no text can have must be refused before anything of that size is made
const attempt = (action) => {
  try {
    return action();
  } catch (error) {
    return error.name === "RangeError" && action === ways[0] ? "RangeError" : "refused";
  }
};
const ways = [
  () => "x".repeat(-1),
  () => "x".repeat(2 ** 31),
  () => "x".padEnd(2 ** 53, "yz"),
  () => "x".repeat(2 ** 29).concat("x".repeat(2 ** 29), "x".repeat(2 ** 29)),
  () => "x".padStart(-5).length - 1,
];
ways.map(attempt);
