// policy: production
// outcome: limit output
// by: engine
// why: ten million characters of three bytes must be refused before any of them is converted
"€".repeat(1e7);
