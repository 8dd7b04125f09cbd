// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: native conversions there and back, a megabyte at a time
const text = "x".repeat(1000000);
for (;;) if (atob(btoa(text)).length !== text.length) throw "lost";
