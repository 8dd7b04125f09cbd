// policy: production output_bytes=65536
// outcome: limit output
// by: engine
// why: a number can be as long as a text
1n << 1000000n;
