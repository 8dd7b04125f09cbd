// policy: production
// outcome: limit memory
// by: engine
// why: a thousand matches, each replaced by a megabyte
"a".repeat(1000).replace(/a/g, "x".repeat(1e6)).length;
