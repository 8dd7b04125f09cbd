// policy: production
// outcome: completed 0
// why: timers that are set and cleared at once leave entries behind, which must not pile up
for (let i = 0; i < 200000; i++) clearTimeout(setTimeout(() => {}, i));
0;
