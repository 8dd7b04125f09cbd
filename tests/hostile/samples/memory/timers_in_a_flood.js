// policy: production heap_bytes=8388608
// outcome: limit memory
// by: engine
// why: timers that are never due pile up in our runtime, on the guest's account
for (;;) setTimeout(() => {}, 2 ** 30);
