// policy: production
// outcome: limit output
// by: engine
// why: a million bytes become a third more when they are written as text
new Uint8Array(1e6);
