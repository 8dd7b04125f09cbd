// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: how long a trace may be is converted from whatever the guest sets
Error.stackTraceLimit = {
  valueOf() {
    for (;;);
  },
};
null.x;
