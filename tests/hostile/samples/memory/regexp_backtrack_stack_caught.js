// policy: production
// outcome: completed "InternalError"
// why: the guest may catch that error and go on
let name;
try {
  /(?:(?:(?:a|b)*)*)*c/.test("ab".repeat(1e6));
} catch (error) {
  name = error.name;
}
name;
