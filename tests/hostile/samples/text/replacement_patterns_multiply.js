// policy: production
// outcome: limit memory
// by: engine
// why: two characters of a replacement stand for all of the text before or after the match
const all = [];
for (;;) all.push("a".repeat(1000).replaceAll("a", "$`$'"));
