// policy: production cpu_seconds=0.1
// outcome: limit cpu
// by: engine or psutil
// why: each of many finally blocks around the loop leaves by a break of its own
const source = Array.from({ length: 40 }, (_, i) => `l${i}: try {`).join("")
  + "for (;;);"
  + Array.from({ length: 40 }, (_, i) => `} finally { break l${39 - i}; }`).join("");
for (;;) (0, eval)(source);
