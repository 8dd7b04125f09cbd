// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: the same once: a program that used up its time has not completed, whatever it does afterwards
new Promise(() => {
  for (;;);
}).catch(() => {});
("escaped");
