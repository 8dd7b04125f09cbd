// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: psutil
// why: one native call visits a billion holes and never asks whether it may go on
new Array(1e9) + "";
