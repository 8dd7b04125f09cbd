// policy: production
// outcome: limit output
// by: engine
// why: a million zeros: two megabytes of text, much more when it is converted
new Array(1e6).fill(0);
