// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: psutil
// why: every position matches to the last character but one: length times length in one native call
"a".repeat(6e6).indexOf("a".repeat(2e6) + "b");
