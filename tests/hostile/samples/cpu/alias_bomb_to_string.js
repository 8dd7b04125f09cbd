// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: the same bomb through join; each level is a call, which the engine may or may not count
let bomb = [""];
for (let i = 0; i < 30; i++) bomb = [bomb, bomb];
String(bomb);
