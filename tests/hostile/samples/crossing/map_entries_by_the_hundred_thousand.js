// policy: production
// outcome: limit output
// by: engine
// why: entries of a map count as well
new Map(Array.from({ length: 2e5 }, (_, i) => [i, i]));
