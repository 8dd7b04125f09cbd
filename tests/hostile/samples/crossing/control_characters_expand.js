// policy: production
// outcome: limit output
// by: engine
// why: a control character takes one byte in the engine and six when it is written down
"\u0001".repeat(4e5);
