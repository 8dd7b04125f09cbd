// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: marks on one letter are put in order, and here is a letter with very many of them
for (;;) ("a" + "\u0316\u0301".repeat(20000)).normalize("NFD");
