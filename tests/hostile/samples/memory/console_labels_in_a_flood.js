// policy: production heap_bytes=8388608
// outcome: limit memory
// by: engine
// why: counters and stopwatches are remembered by name, on the guest's account
for (let i = 0; ; i++) console.time("label number " + i);
