// policy: production cpu_seconds=0.15
// kind: module
// outcome: limit cpu
// by: engine
// why: what a module exports crosses like any other value
export default {
  get a() {
    for (;;);
  },
};
