// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: text added on both sides makes the worst rope: ten thousand turns, after which the engine asks, can take seconds
let text = "";
for (let i = 0; i < 3e5; i++) text = "ab" + text + "c";
text.charCodeAt(9);
