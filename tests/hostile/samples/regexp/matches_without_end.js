// policy: production cpu_seconds=0.15
// outcome: limit cpu or limit memory
// by: engine or psutil
// why: an exec that always finds something keeps the native loop of replace going
const pattern = /a/g;
pattern.exec = () => ["a"];
"a".replace(pattern, "b");
