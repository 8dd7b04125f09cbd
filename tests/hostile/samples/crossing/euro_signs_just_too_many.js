// policy: production
// outcome: limit output
// by: engine
// why: 400,000 characters are under the ceiling, their 1.2 million bytes are not
"€".repeat(4e5);
