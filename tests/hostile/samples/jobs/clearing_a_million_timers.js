// policy: production cpu_seconds=1
// outcome: completed 0 or limit cpu
// by: engine or psutil
// why: timers that are set and cleared at once leave entries behind, which must not pile up
for (let i = 0; i < 200000; i++) clearTimeout(setTimeout(() => {}, i));
0;
