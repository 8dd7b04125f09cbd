// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: each class of all characters is folded anew, in one native call
for (;;) new RegExp("[^\\u{1}-\\u{2}]".repeat(4), "iu");
