// policy: production
// outcome: threw RangeError or threw SyntaxError
// why: a pattern of a hundred thousand groups; it may also be refused as a pattern
new RegExp("(".repeat(1e5) + ")".repeat(1e5));
