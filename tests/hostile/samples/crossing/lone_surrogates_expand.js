// policy: production
// outcome: limit output
// by: engine
// why: half a character takes two bytes in the engine and four when it is written down
"\ud800".repeat(4e5);
