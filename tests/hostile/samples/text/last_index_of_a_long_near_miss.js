// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: psutil
// why: the same product of lengths, searched from the other end
"a".repeat(6e6).lastIndexOf("a".repeat(2e6) + "b");
