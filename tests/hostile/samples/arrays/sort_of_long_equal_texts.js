// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: sorting as text compares from the start, and all these texts differ in their last character only
const texts = Array.from({ length: 300 }, (_, i) => "a".repeat(100000) + (i % 7));
for (;;) texts.toSorted();
