// policy: production
// outcome: completed 100
// why: the same with text that is long enough to be a rope
let x = "a".repeat(99);
x += {
  valueOf() {
    x = [1.1];
    return "b";
  },
};
x.length;
