// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: waiting costs nothing here, so an interval that nobody clears would run for ever
setInterval(() => {}, 1e6);
