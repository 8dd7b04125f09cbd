// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: each single match is short, and the loop around it is the guest's own
const pattern = /(?:a?){20}a{20}/y;
const text = "a".repeat(39);
for (;;) {
  pattern.lastIndex = 0;
  pattern.test(text);
}
