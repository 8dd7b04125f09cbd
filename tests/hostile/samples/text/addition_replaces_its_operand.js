// policy: production
// outcome: completed ["aaaab",[1.1]]
// why: converting the right operand replaces the left one, which the engine may already have freed
let x = "a".repeat(4);
const sum = (x += {
  valueOf() {
    const before = [1.1];
    globalThis.kept = before;
    x = before;
    return "b";
  },
});
[sum, kept];
