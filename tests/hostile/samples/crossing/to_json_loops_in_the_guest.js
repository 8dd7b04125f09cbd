// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: where the guest itself asks for JSON, its loop runs on its own time
JSON.stringify({
  toJSON() {
    while (1);
  },
});
