// policy: production cpu_seconds=0.15 heap_bytes=8388608
// outcome: limit cpu or limit memory
// by: engine or psutil
// why: a match may claim to have four billion captures, and each is asked for
const pattern = /a/;
pattern.exec = () => ({ index: 0, length: 2 ** 32 - 1, 0: "a" });
"a".replace(pattern, "$1");
