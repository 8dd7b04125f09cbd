// policy: production waive=engine cpu_seconds=0.25
// outcome: limit cpu
// by: psutil
// why: the plainest loop in an engine that never interrupts: the sampler must end it
while (1);
