// policy: production
// outcome: limit memory
// by: engine or psutil
// why: jobs pile up faster than they can run
for (;;) Promise.resolve().then(() => {});
