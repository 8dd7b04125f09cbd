// policy: production cpu_seconds=0.25
// outcome: limit cpu or limit memory
// by: engine or psutil
// why: one character that becomes eighteen
const once = "\ufdfa".repeat(100000).normalize("NFKD");
if (once.length !== 1800000) throw once.length;
const all = [];
for (;;) all.push(once.normalize("NFKC") + all.length);
