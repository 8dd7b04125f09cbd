// policy: production
// outcome: limit memory
// by: engine or psutil
// why: each unhandled rejection is remembered outside the guest's heap too
for (;;) Promise.reject(0);
