// policy: development
// outcome: limit output
// by: engine
// why: the same where the guest's heap is large: eighty megabytes in the engine, more outside
"€".repeat(4e7);
